/** The rules of a client as one script that Redis runs as a whole: a single key, a single call, nothing in between. */

import { COUNTINGS } from '../../domain/limits/countings.ts';
import { isAdaptive, placesOf, widthOf } from '../../domain/limits/plan.ts';
import { COUNTED, PERIODS, type Rule } from '../../domain/limits/rule.ts';

/** More than a pattern of Lua can take out at once is taken out one by one. */
const MOST_CAPTURES = 30;

/** What has no observations counts as this; numbers of a row that is not there are zero, which is long ago. */
const BEGINNING = [5_000, 0, 0, 0];

/** The time that counts: the server's, unless another is told. */
const NOW = `local now=ARGV[1]
if now~='' then now=now+0 else local t=redis.call('TIME') now=t[1]*1000+math.floor(t[2]/1000) end`;

/** Answers `NOW ROW`: what is kept, and the time that counts. */
export const READ_SCRIPT = `${NOW}
return string.format('%.0f ',now)..(redis.call('GET',KEYS[1]) or '')`;

/** Puts a row in the place of the one that was read, if that is still there; answers whether it was. */
export const SWAP_SCRIPT = `if (redis.call('GET',KEYS[1]) or '')~=ARGV[1] then return 0 end
redis.call('SET',KEYS[1],ARGV[2],'PX',ARGV[3])
return 1`;

/** What of a request the rules count, in the order in which the script is told of it. */
export const countedBy = (rules: readonly Rule[]): Rule['of'][] =>
  COUNTED.filter((one) => rules.some(({ of }) => of === one));

/**
 * For each key in turn: takes under all rules and says `ROW`, the row as it is since, or takes nothing and says `-ROW`: what
 * is left and when follows from that, and is worked out by whoever asked. The first line says the time. ARGV: the time or
 * nothing, then for each key what the rules count.
 */
export function takeScript(rules: readonly Rule[]): string {
  const places = placesOf(rules);
  const adapts = isAdaptive(rules);
  const observed = places.at(-1) ?? 1;
  const parts = rules.map((rule, at) => ruleParts(rule, at, (places[at] ?? 1) + 1));
  const counted = countedBy(rules);
  return [
    NOW,
    'local call,format,match,floor,max=redis.call,string.format,string.match,math.floor,math.max',
    // Read together; who asks for the same key again finds what the one before left.
    "local out,rows,read={format('%.0f',now)},{},call('MGET',unpack(KEYS))",
    'for i=1,#KEYS do rows[KEYS[i]]=read[i] end',
    'for i=1,#KEYS do',
    'local s=rows[KEYS[i]]',
    'local ok,large=true,false',
    ...counted.map((of, at) => `local ${of}=ARGV[${counted.length}*i+${at + 2 - counted.length}]+0`),
    readRow(widthOf(rules)),
    ...(adapts ? [factor(observed + 1)] : []),
    ...parts.map(({ check }) => check),
    'if not large and w1+0>now then ok=false end',
    'if ok then',
    // Where nothing is owed beyond a limit, all is gone by then.
    `local ttl='${Math.max(...rules.map(lasting))}'`,
    ...parts.map(({ add }) => add),
    ...(adapts ? [`ttl='${WEEK}'`] : []),
    `if large then ttl=0 ${parts.map(({ debt }) => debt).join(' ')} end`,
    `local v=${written(parts, adapts ? observed + 1 : null)}`,
    "call('SET',KEYS[i],v,'PX',ttl)",
    'rows[KEYS[i]]=v',
    'out[i+1]=v',
    "else out[i+1]='-'..(s or '') end",
    'end',
    "return table.concat(out,'\\n')",
  ].join('\n');
}

/** How long a rule counts what is within it, with some to spare. */
const lasting = ({ per, limit, burst = limit }: Rule): number => PERIODS[per] * (Math.ceil(burst / limit) + 1);

const WEEK = 604_800_000;

/** Names of the numbers, from `w1` on; zero where there is no row. */
function readRow(width: number): string {
  const names = Array.from({ length: width }, (_, at) => `w${at + 1}`);
  const zero = `local ${names.join()}=${names.map(() => '0').join()}`;
  if (width <= MOST_CAPTURES)
    return `${zero}\nif s then ${names.join()}=match(s,'${names.map(() => '(%d+)').join(' ')}') end`;
  return `${zero}\nif s then local w={} for n in string.gmatch(s,'%d+') do w[#w+1]=n end ${names.join()}=unpack(w) end`;
}

const observedName = (place: number, value: number): string => `(s and w${place} or ${value})`;

const factor = (place: number): string => {
  const [successes, errors, usual, recent] = BEGINNING.map((value, at) => observedName(place + at, value));
  return `local o1,o2,o3,o4=${successes}+0,${errors}+0,${usual}+0,${recent}+0
local factor=math.min(2,o1/5000)*(o4==0 and 1 or max(0.3,math.min(1,o3/o4)))*max(0.5,1-o2/10000)`;
};

interface Parts {
  check: string;
  add: string;
  /** Keeps the row for as long as what is owed lasts. */
  debt: string;
  /** Names of the numbers that it leaves. */
  values: string[];
}

/** The numbers of the rule begin at this place of the row, counted from 1. */
function ruleParts(rule: Rule, at: number, place: number): Parts {
  const { of, strategy } = rule;
  const capacity = strategy === 'adaptive' ? `L${at}` : String(rule.burst ?? rule.limit);
  const test = `if ${of}>0 then if ${of}>${capacity} then large=true if f${at}<${capacity} then ok=false end elseif ${of}>f${at} then ok=false end end`;
  const counted =
    strategy === 'token-bucket'
      ? bucket(rule, at, place)
      : strategy === 'fixed-window'
        ? fixed(rule, at, place)
        : sliding(rule, at, place);
  return { ...counted, check: `${counted.check}\n${test}` };
}

const number = (place: number): string => `w${place}+0`;

function bucket({ of, limit, per, burst = limit }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  return {
    check: `local a${at},m${at}=${number(place)},${number(place + 1)}
if now>a${at} then m${at}=max(0,m${at}-(now-a${at})*${limit}) a${at}=now end
local f${at}=floor((${burst * period}-m${at})/${period})`,
    add: `m${at}=m${at}+${of}*${period}`,
    debt: `ttl=max(ttl,math.ceil(m${at}/${limit})+60000)`,
    values: [`a${at}`, `m${at}`],
  };
}

function fixed({ of, limit, per }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  return {
    check: `local a${at},m${at}=${number(place)},${number(place + 1)}
local b${at}=now-now%${period}
if b${at}>a${at} then m${at}=max(0,m${at}-(b${at}-a${at})/${period}*${limit}) a${at}=b${at} end
local f${at}=${limit}-m${at}`,
    add: `m${at}=m${at}+${of}`,
    debt: `ttl=max(ttl,(math.ceil(m${at}/${limit})+1)*${period})`,
    values: [`a${at}`, `m${at}`],
  };
}

function sliding({ of, limit, per, strategy }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  const slices = COUNTINGS[strategy].width - 1;
  const most = strategy === 'adaptive' ? `max(1,floor(${limit}*factor))` : String(limit);
  const names = Array.from({ length: slices }, (_, age) => `w${place + 1 + age}`);
  return {
    check: `local L${at}=${most}
local v${at},u${at}={${Array.from({ length: slices }, () => 0).join()}},0
local n${at}=${number(place)}
do local b=max(0,floor(now/${period / (slices - 1)})-n${at})
n${at}=n${at}+b
${names.map((name, age) => slice(name, age, at, slices)).join('\n')} end
local f${at}=L${at}-u${at}`,
    add: `v${at}[1]=v${at}[1]+${of}`,
    debt: `ttl=max(ttl,(math.ceil((u${at}+${of})/L${at})+2)*${(period * slices) / (slices - 1)})`,
    values: [`n${at}`, ...names.map((_, age) => `v${at}[${age + 1}]`)],
  };
}

/** What is left of one slice, put where it now belongs. */
const slice = (name: string, age: number, at: number, slices: number): string =>
  `local c=${name}+0 if c>0 then c=c-floor((${age}+b)/${slices})*L${at} if c>0 then local j=1+(${age}+b)%${slices} v${at}[j]=v${at}[j]+c u${at}=u${at}+c end end`;

function written(parts: readonly Parts[], observed: number | null): string {
  const after = observed === null ? [] : BEGINNING.map((_, at) => `o${at + 1}`);
  const values = [...parts.flatMap((part) => part.values), ...after];
  return `format('0 ${values.map(() => '%.0f').join(' ')}',${values.join()})`;
}
