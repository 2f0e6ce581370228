/** The rules of a client as one script that Redis runs as a whole: a key for each who asks, a single call, nothing in between. */

import { COUNTINGS } from '../../domain/limits/countings.ts';
import { NOTHING_OBSERVED } from '../../domain/limits/observed.ts';
import { isAdaptive, placesOf, widthOf } from '../../domain/limits/plan.ts';
import { COUNTED, PERIODS, type Rule } from '../../domain/limits/rule.ts';

/** More than a pattern of Lua can take out at once is taken out one by one. */
const MOST_CAPTURES = 30;

/** Numbers of a row that is not there are zero, which is long ago; what was observed is nothing yet. */
const BEGINNING = NOTHING_OBSERVED;

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
    'local call,match,floor,max,keys,words=redis.call,string.match,math.floor,math.max,KEYS,ARGV',
    // Read together; who asks for the same key again finds what the one before left.
    "local at=string.format('%.0f',now)",
    "local out,rows,read={at},{},call('MGET',unpack(keys))",
    'for i=1,#keys do rows[keys[i]]=read[i] end',
    'for i=1,#keys do',
    'local s=rows[keys[i]]',
    'local ok,large=true,false',
    ...counted.map((of, at) => `local ${of}=words[${counted.length}*i+${at + 2 - counted.length}]+0`),
    readRow(widthOf(rules), adapts ? observed : null),
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
    "call('SET',keys[i],v,'PX',ttl)",
    'rows[keys[i]]=v',
    'out[i+1]=v',
    "else out[i+1]='-'..(s or '') end",
    'end',
    "return table.concat(out,'\\n')",
  ].join('\n');
}

/** How long a rule counts what is within it, with some to spare. */
const lasting = ({ per, limit, burst = limit }: Rule): number => PERIODS[per] * (Math.ceil(burst / limit) + 1);

const WEEK = 604_800_000;

/** Names of the numbers, from `w1` on, and what they are where there is no row; of what is no row the script fails. */
function readRow(width: number, observed: number | null): string {
  const names = Array.from({ length: width }, (_, at) => `w${at + 1}`);
  const values = names.map((_, at) => (observed === null ? 0 : (BEGINNING[at - observed] ?? 0)));
  const zero = `local ${names.join()}=${values.join()}`;
  if (width <= MOST_CAPTURES)
    return `${zero}\nif s then ${names.join()}=match(s,'^${names.map(() => '(%d+)').join(' ')}$') end`;
  return `${zero}\nif s then local w={} for n in string.gmatch(s,'%d+') do w[#w+1]=n end if #w~=${width} then w={} end ${names.join()}=unpack(w) end`;
}

/** As it is worked out elsewhere, in the same order. */
const factor = (place: number): string => {
  const [successes, errors, usual, recent] = BEGINNING.map((_, at) => `w${place + at}`);
  return `local factor=${successes}/5000 if factor>2 then factor=2 end
if ${recent}+0>0 then local l=${usual}/${recent} if l<0.3 then l=0.3 elseif l>1 then l=1 end factor=factor*l end
do local e=1-${errors}/10000 if e<0.5 then e=0.5 end factor=factor*e end`;
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
if now>a${at} then m${at}=m${at}-(now-a${at})*${limit} if m${at}<0 then m${at}=0 end w${place}=at end
local f${at}=floor((${burst * period}-m${at})/${period})`,
    add: `m${at}=m${at}+${of}*${period}`,
    debt: `ttl=max(ttl,math.ceil(m${at}/${limit})+60000)`,
    // Lua shows fourteen digits of its own accord.
    values: [`w${place}`, per === 'day' ? `string.format('%.0f',m${at})` : `m${at}`],
  };
}

function fixed({ of, limit, per }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  return {
    check: `local a${at},m${at}=${number(place)},${number(place + 1)}
if now>=a${at}+${period} then local b=now-now%${period} m${at}=max(0,m${at}-(b-a${at})/${period}*${limit}) w${place}=b end
local f${at}=${limit}-m${at}`,
    add: `m${at}=m${at}+${of}`,
    debt: `ttl=max(ttl,(math.ceil(m${at}/${limit})+1)*${period})`,
    values: [`w${place}`, `m${at}`],
  };
}

/** As long as the newest slice stays the same the others are written as they were read. */
function sliding({ of, limit, per, strategy }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  const slices = COUNTINGS[strategy].width - 1;
  const most = strategy === 'adaptive' ? `max(1,floor(${limit}*factor))` : String(limit);
  const names = Array.from({ length: slices }, (_, age) => `w${place + 1 + age}`);
  return {
    check: `local L${at}=${most}
local b${at}=floor(now/${period / (slices - 1)})-w${place}
if b${at}>0 then local b,v=b${at},{${names.map(() => '0').join()}}
${names.map((name, age) => slice(name, age, at, slices)).join('\n')}
w${place}=w${place}+b ${names.join()}=${names.map((_, age) => `v[${age + 1}]`).join()} end
local u${at}=${names.join('+')}
local f${at}=L${at}-u${at}`,
    add: `${names[0]}=${names[0]}+${of}`,
    debt: `ttl=max(ttl,(math.ceil((u${at}+${of})/L${at})+2)*${(period * slices) / (slices - 1)})`,
    values: [`w${place}`, ...names],
  };
}

/** What is left of one slice, put where it now belongs. */
const slice = (name: string, age: number, at: number, slices: number): string =>
  `local c=${name}+0 if c>0 then c=c-floor((${age}+b)/${slices})*L${at} if c>0 then local j=1+(${age}+b)%${slices} v[j]=v[j]+c end end`;

function written(parts: readonly Parts[], observed: number | null): string {
  const after = observed === null ? [] : BEGINNING.map((_, at) => `w${observed + at}`);
  return `'0 '..${[...parts.flatMap(({ values }) => values), ...after].join("..' '..")}`;
}
