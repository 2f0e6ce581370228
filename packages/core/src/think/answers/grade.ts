/** Verdicts as a model gives them: what cites no line that is there, contradicts itself or has another form is unknown. */

import type { Grade } from '../../domain/grade.ts';
import { stripHidden } from '../../domain/hidden-text.ts';
import { oneLine } from '../../domain/markdown.ts';
import type { Ruling } from '../../domain/verdict.ts';
import type { DiffLine, SeenDiff } from '../questions/grade.ts';
import { itemsOf, lineOf, memberOf, namesOnly } from './reading.ts';

const RULINGS: readonly Ruling[] = ['met', 'not-met', 'unknown'];
const REASON_LIMIT = 200;
const MOST_CITED = 3;
/** A quotation may end before its line does, but not before it says something. */
const LEAST_QUOTED = 20;

const unknown = (n: number, reason: string): Grade => ({ n, ruling: 'unknown', reason, cited: [] });

/** One grade for each number. `values`: one for each reading that was asked for; of one that failed, undefined. */
export function readGrades(
  values: readonly unknown[],
  numbers: readonly number[],
  seen: SeenDiff,
): ReadonlyMap<number, Grade> {
  const readings = values.map((value) => readOne(value, numbers, seen));
  return new Map(
    numbers.map((n) => [
      n,
      agreed(
        n,
        readings.map((reading) => reading.get(n) ?? unknown(n, SILENT)),
      ),
    ]),
  );
}

const SILENT = 'no verdict was given';

/** Only what all readings say. */
function agreed(n: number, grades: readonly Grade[]): Grade {
  const [first] = grades;
  if (!first) return unknown(n, SILENT);
  if (grades.every(({ ruling }) => ruling === first.ruling)) return first;
  return grades.find(({ ruling }) => ruling === 'unknown') ?? unknown(n, 'two readings contradict each other');
}

function readOne(value: unknown, numbers: readonly number[], seen: SeenDiff): Map<number, Grade> {
  const verdicts = itemsOf(memberOf(value, 'verdicts'));
  return new Map(
    numbers.map((n) => {
      const own = verdicts.filter((verdict) => memberOf(verdict, 'n') === n);
      if (own.length > 1) return [n, unknown(n, 'more than one verdict was given')];
      return [n, own.length === 0 ? unknown(n, SILENT) : gradeOf(n, own[0], seen)];
    }),
  );
}

function gradeOf(n: number, verdict: unknown, seen: SeenDiff): Grade {
  const ruling = RULINGS.find((name) => name === memberOf(verdict, 'ruling'));
  const words = (key: string): string | null => {
    const line = lineOf(memberOf(verdict, key), REASON_LIMIT, 3)?.replace(/\.$/, '') ?? null;
    // A hint goes to the next agent: it types no command that the diff does not have.
    return line !== null && namesOnly(line, (code) => seen.lines.some(({ text }) => text.includes(code))) ? line : null;
  };
  const reason = words('reason');
  const citations = memberOf(verdict, 'citations');
  if (!ruling || reason === null || !Array.isArray(citations))
    return unknown(n, 'the verdict had not the form it should');
  const lines = itemsOf(citations).map((citation) => citedLine(citation, seen.lines));
  if (lines.some((line) => line === null)) return unknown(n, 'a line was cited that is not in the diff');
  const cited = lines.filter((line) => line !== null);
  const weak = weakness(ruling, cited, seen.whole);
  if (weak !== null) return unknown(n, weak);
  const hint = ruling === 'not-met' ? words('hint') : null;
  return {
    ...{ n, ruling, reason },
    cited: cited.slice(0, MOST_CITED).map(({ path, line }) => ({ path, line })),
    ...(hint !== null && { hint }),
  };
}

/** Why a verdict does not count; null: it does. */
function weakness(ruling: Ruling, cited: readonly DiffLine[], isWhole: boolean): string | null {
  if (ruling === 'unknown') return null;
  const shows = cited.some(({ kind, text }) => kind !== 'kept' && /[\p{L}\p{N}]/u.test(text));
  if (ruling === 'met' && !shows) return 'no changed line was cited for it';
  if (ruling === 'met' && !isWhole) return 'the diff was too long, or not allowed, to be read whole';
  // That something is missing is known of the whole alone.
  return ruling === 'not-met' && cited.length === 0 && !isWhole ? 'only a part of the diff was read' : null;
}

function citedLine(citation: unknown, lines: readonly DiffLine[]): DiffLine | null {
  const [path, line, quoted] = ['path', 'line', 'text'].map((key) => memberOf(citation, key));
  if (typeof quoted !== 'string') return null;
  const said = plain(quoted);
  const found = lines.find((one) => one.path === path && one.line === line && isQuoted(said, plain(one.text)));
  return found ?? null;
}

const plain = (text: string): string => oneLine(stripHidden(text).text);

/** The whole line, with or without its sign, or a beginning that says something. */
const isQuoted = (said: string, line: string): boolean =>
  said === line || said.replace(/^[+-] ?/, '') === line || (said.length >= LEAST_QUOTED && line.startsWith(said));
