/** What a run of Steward says of itself in the log of its job, the part that matters most where there is no room for all. */
import { decisiveLines, plain } from './log-lines.ts';

const BEGUN = /^##\[group\]Steward (saw|decided|did)\b/;
const OVER = /^##\[endgroup\]/;
const TOLD = /^##\[(?:error|warning)\]/;
const DONE = /^done summary=/;
/** Of whoever reads the log of one run it is known. */
const RUN = / run=\S+$/;

/** What was seen gives way first, then what was decided. */
const WEIGHTS: Record<string, number> = { told: 0, did: 1, decided: 2, saw: 3 };

interface Line {
  text: string;
  weight: number;
}

/**
 * Its groups, warnings and errors, and lines of JSON that name the run they are of, in order. Where it failed, why comes first;
 * where nothing is of Steward, what the log says decides.
 */
export function ownLines(text: string, { failed, most }: { failed: boolean; most: number }): string[] {
  const { own, rest } = parted(text);
  const why = failed ? decisiveLines(rest.join('\n'), most) : [];
  const said = own.filter((line, index) => own.findIndex((one) => one.text === line.text) === index);
  const more = heaviest(
    said.filter((line) => !why.includes(line.text)),
    most - why.length,
  );
  return why.length + more.length === 0 ? decisiveLines(text, most) : [...why, ...more];
}

function parted(text: string): { own: Line[]; rest: string[] } {
  const [own, rest]: [Line[], string[]] = [[], []];
  let group: string | null = null;
  for (const line of text.split('\n').map(plain)) {
    const begun = BEGUN.exec(line)?.[1];
    const isTold = TOLD.test(line) || DONE.test(line);
    if (begun !== undefined || OVER.test(line)) group = begun ?? null;
    else if (isTold || group !== null) own.push(lineOf(line.replace(TOLD, ''), isTold ? 'told' : (group ?? 'told')));
    else own.push(...rowOf(line));
    if (isTold || group === null) rest.push(line);
  }
  return { own: own.filter((line) => line.text !== ''), rest };
}

const lineOf = (text: string, place: string): Line => ({
  text: text.replace(RUN, '').trim(),
  weight: WEIGHTS[place] ?? 0,
});

function heaviest(lines: readonly Line[], most: number): string[] {
  const chosen = new Set([...lines].sort((a, b) => a.weight - b.weight).slice(0, Math.max(0, most)));
  return lines.filter((line) => chosen.has(line)).map((line) => line.text);
}

/** Of a line of JSON what people read. */
function rowOf(line: string): Line[] {
  if (!line.startsWith('{')) return [];
  try {
    const { level, message, run, ...facts } = Object(JSON.parse(line)) as Record<string, unknown>;
    if (typeof level !== 'string' || typeof message !== 'string' || typeof run !== 'string') return [];
    const pairs = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`);
    return [lineOf([message, ...pairs].join(' '), level === 'warning' || level === 'error' ? 'told' : 'did')];
  } catch {
    return [];
  }
}
