/** A workflow that people have edited, brought to today's template: three ways, so that what they changed stays changed. */
import { UserError } from '@steward/core/domain/failure.ts';
import { diff3Merge } from 'node-diff3';
import { WrongUse } from '../failure.ts';
import { readRecord, recordLine, type Written } from './record.ts';
import { type Answers, digestOf, filled, newestOf, type Template, templateFor } from './template.ts';

export interface Upgrade {
  /** As it has to be; the same text where there is nothing to do. */
  text: string;
  from: number;
  to: number;
  /** Lines of the file that differ from what was written at first, and stay so. */
  edits: number;
  answers: Answers | null;
}

/** What the person asks to be otherwise; what is left out stays as it was. */
export type Wanted = Partial<Answers>;

export interface Conflict {
  /** First line in the person's file, from 1. */
  line: number;
  own: string[];
  wanted: string[];
}

/** Thrown with nothing written. */
export class Conflicts extends UserError {
  readonly conflicts: readonly Conflict[];

  constructor(shown: string, conflicts: readonly Conflict[]) {
    super(
      [`${shown} was edited where the new version differs; nothing was changed.`, ...conflicts.flatMap(lines)].join(
        '\n',
      ),
      'Take the new lines over by hand, or put the old ones back, and run it again.',
    );
    this.conflicts = conflicts;
  }
}

const lines = ({ line, own, wanted }: Conflict): string[] => [
  `  line ${line}, as you have it:`,
  ...own.map((text) => `    - ${text}`),
  '  as it would be:',
  ...wanted.map((text) => `    + ${text}`),
];

export function upgraded(text: string, shown: string, wanted: Wanted, templates: readonly Template[]): Upgrade {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const all = text.split(/\r?\n/);
  const written = readRecord(all, shown);
  const newest = newestOf(templates, written.template);
  if (written.number > newest.number) {
    throw new WrongUse(
      `${shown} was made from template ${written.number}; this Steward knows up to ${newest.number}. Nothing was changed.`,
      'It is older than what you have: take a newer Steward, which never goes back.',
    );
  }
  const answers = answersFor(written, wanted, shown);
  const base = baseOf(written, templates, shown);
  const own = all.toSpliced(written.index, 1);
  const next = filled(newest, answers);
  const merged = merge(own, base, next, (conflicts) => new Conflicts(shown, conflicts), written.index);
  const record = recordLine(newest, next, answers);
  return {
    text: merged.toSpliced(Math.min(written.index, merged.length), 0, record).join(ending),
    from: written.number,
    to: newest.number,
    edits: Math.max(without(own, base), without(base, own)),
    answers,
  };
}

const without = (lines: readonly string[], others: readonly string[]): number =>
  lines.filter((line) => !others.includes(line)).length;

function answersFor({ answers, template }: Written, wanted: Wanted, shown: string): Answers | null {
  if (wanted.source && templateFor(wanted.source) !== template) {
    throw new WrongUse(
      `${shown} is of another kind: one ${template === 'steward' ? 'runs Steward itself' : 'calls a copy elsewhere'}.`,
      'Move the file away and run init without --upgrade.',
    );
  }
  if (answers !== null) return { ...answers, ...wanted };
  if (Object.keys(wanted).length === 0) return null;
  throw new WrongUse(`${shown} was copied by hand.`, 'Change it there, and give --upgrade alone.');
}

/** What was written at first, made again. */
function baseOf(
  { template, number, digest, answers }: Written,
  templates: readonly Template[],
  shown: string,
): string[] {
  const candidates = templates.filter((one) => one.name === template && one.number === number);
  const base = candidates.map((one) => filled(one, answers)).find((one) => digestOf(one) === digest);
  if (base !== undefined) return base;
  throw new UserError(
    `${shown} was made from a template ${number} that this Steward does not have; nothing was changed.`,
    'Move the file away, run init without --upgrade, and take over what you had changed.',
  );
}

function merge(
  own: string[],
  base: string[],
  next: string[],
  failure: (conflicts: Conflict[]) => Error,
  record: number,
): string[] {
  const conflicts: Conflict[] = [];
  const merged = diff3Merge(own, base, next, { excludeFalseConflicts: true }).flatMap(({ ok, conflict }) => {
    if (conflict === undefined) return ok ?? [];
    const solved = lineByLine(conflict.a, conflict.o, conflict.b);
    if (solved !== null) return solved;
    // The line that was taken out counts again for whoever looks into the file.
    const line = conflict.aIndex + (conflict.aIndex >= record ? 2 : 1);
    conflicts.push({ line, own: conflict.a, wanted: conflict.b });
    return [];
  });
  if (conflicts.length > 0) throw failure(conflicts);
  return merged;
}

/** Neighbours that both sides changed, each another: in a workflow every line stands for itself. Null where one was changed by both. */
function lineByLine(own: readonly string[], base: readonly string[], next: readonly string[]): string[] | null {
  if (own.length !== base.length || next.length !== base.length) return null;
  const solved = own.map((line, index) =>
    line === base[index] ? next[index] : next[index] === base[index] ? line : null,
  );
  return solved.every((line) => typeof line === 'string') ? solved : null;
}
