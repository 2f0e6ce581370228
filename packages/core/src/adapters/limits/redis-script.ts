/** The rules of a client as one script that Redis runs as a whole: a single key, a single call, nothing in between. */
import { PERIODS, type Rule } from '../../domain/limits/rule.ts';
import { COUNTINGS } from '../../domain/limits/take.ts';
import { isAdaptive, placesOf } from '../../domain/limits/together.ts';

/** More than a pattern of Lua can take out at once is taken out one by one. */
const MOST_CAPTURES = 30;

/** What has no observations counts as this; numbers of a row that is not there are zero, which is long ago. */
const BEGINNING = [5_000, 0, 0, 0];

const NOW = `local now=tonumber(ARGV[3])
if not now then local t=redis.call('TIME') now=t[1]*1000+math.floor(t[2]/1000) end
local s=redis.call('GET',KEYS[1])`;

/** Answers `NOW ROW`: what is kept, and the time that counts. */
export const READ_SCRIPT = `${NOW}
return string.format('%.0f ',now)..(s or '')`;

/** Puts a row in the place of the one that was read, if that is still there; answers whether it was. */
export const SWAP_SCRIPT = `if (redis.call('GET',KEYS[1]) or '')~=ARGV[1] then return 0 end
redis.call('SET',KEYS[1],ARGV[2],'PX',ARGV[3])
return 1`;

/**
 * Takes under all rules or under none, and answers `1 NOW ROW` or `0 NOW ROW` with the row as it was before: what is
 * left and when follows from that, and is worked out by whoever asked. ARGV: requests, tokens, and the time if it is
 * not the server's.
 */
export function takeScript(rules: readonly Rule[]): string {
  const places = placesOf(rules);
  const width = (places.at(-1) ?? 1) + (isAdaptive(rules) ? BEGINNING.length : 0);
  const observed = places.at(-1) ?? 1;
  const parts = rules.map((rule, at) => ruleParts(rule, at, (places[at] ?? 1) + 1));
  return [
    NOW,
    `local ok,large,ttl=true,false,60000`,
    ...(rules.some(({ of }) => of === 'requests') ? ['local requests=tonumber(ARGV[1])'] : []),
    ...(rules.some(({ of }) => of === 'tokens') ? ['local tokens=tonumber(ARGV[2])'] : []),
    readRow(width),
    ...(isAdaptive(rules) ? [factor(observed + 1)] : []),
    ...parts.map(({ check }) => check),
    `if not large and (tonumber(w[1]) or 0)>now then ok=false end`,
    `if ok then`,
    ...parts.map(({ add }) => add),
    `redis.call('SET',KEYS[1],${written(parts, isAdaptive(rules) ? observed + 1 : null)},'PX',ttl)`,
    `return string.format('1 %.0f ',now)..(s or '')`,
    'end',
    `return string.format('0 %.0f ',now)..(s or '')`,
  ].join('\n');
}

function readRow(width: number): string {
  if (width <= MOST_CAPTURES)
    return `local w=s and {string.match(s,'${Array.from({ length: width }, () => '(%d+)').join(' ')}')} or {}`;
  return "local w={}\nif s then for n in string.gmatch(s,'%d+') do w[#w+1]=n end end";
}

const factor = (place: number): string => {
  const [successes, errors, usual, recent] = BEGINNING.map((value, at) => `(tonumber(w[${place + at}]) or ${value})`);
  return `local factor=math.min(2,${successes}/5000)*(${recent}==0 and 1 or math.max(0.3,math.min(1,${usual}/${recent})))*math.max(0.5,1-${errors}/10000)`;
};

interface Parts {
  check: string;
  add: string;
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

const number = (place: number): string => `(tonumber(w[${place}]) or 0)`;

function bucket({ of, limit, per, burst = limit }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  return {
    check: `local a${at},m${at}=${number(place)},${number(place + 1)}
if now>a${at} then m${at}=math.max(0,m${at}-(now-a${at})*${limit}) a${at}=now end
local f${at}=math.floor((${burst * period}-m${at})/${period})`,
    add: `m${at}=m${at}+${of}*${period} ttl=math.max(ttl,math.ceil(m${at}/${limit})+60000)`,
    values: [`a${at}`, `m${at}`],
  };
}

function fixed({ of, limit, per }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  return {
    check: `local a${at},m${at}=${number(place)},${number(place + 1)}
local b${at}=now-now%${period}
if b${at}>a${at} then m${at}=math.max(0,m${at}-(b${at}-a${at})/${period}*${limit}) a${at}=b${at} end
local f${at}=${limit}-m${at}`,
    add: `m${at}=m${at}+${of} ttl=math.max(ttl,(math.ceil(m${at}/${limit})+1)*${period})`,
    values: [`a${at}`, `m${at}`],
  };
}

function sliding({ of, limit, per, strategy }: Rule, at: number, place: number): Parts {
  const period = PERIODS[per];
  const slices = COUNTINGS[strategy].width - 1;
  const most = strategy === 'adaptive' ? `math.max(1,math.floor(${limit}*factor))` : String(limit);
  return {
    check: `local L${at}=${most}
local v${at},u${at}={${Array.from({ length: slices + 1 }, () => 0).join()}},0
do local b=math.max(0,math.floor(now/${period / (slices - 1)})-${number(place)})
v${at}[1]=${number(place)}+b
for g=0,${slices - 1} do local c=tonumber(w[${place + 1}+g]) or 0
if c>0 then c=c-math.floor((g+b)/${slices})*L${at}
if c>0 then local j=2+(g+b)%${slices} v${at}[j]=v${at}[j]+c u${at}=u${at}+c end end end end
local f${at}=L${at}-u${at}`,
    add: `v${at}[2]=v${at}[2]+${of} ttl=math.max(ttl,(math.ceil((u${at}+${of})/L${at})+2)*${(period * slices) / (slices - 1)}${strategy === 'adaptive' ? ',604800000' : ''})`,
    values: Array.from({ length: slices + 1 }, (_, index) => `v${at}[${index + 1}]`),
  };
}

function written(parts: readonly Parts[], observed: number | null): string {
  const after = observed === null ? [] : BEGINNING.map((value, at) => `(tonumber(w[${observed + at}]) or ${value})`);
  const values = [...parts.flatMap((part) => part.values), ...after];
  return `string.format('0 ${values.map(() => '%.0f').join(' ')}',${values.join()})`;
}
