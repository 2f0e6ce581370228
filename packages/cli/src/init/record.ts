/** The line of a written workflow that says which template it was made from and with which answers, so that `--upgrade` can tell edits. */
import { MODES, type Mode } from '@steward/core/domain/config.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { CADENCES, type Cadence } from './cadence.ts';
import { sourceWord, sourceWritten } from './source.ts';
import { type Answers, digestOf, type Template, type TemplateName } from './template.ts';

export interface Written {
  template: TemplateName;
  number: number;
  /** Of what was written, without this line. */
  digest: string;
  /** Null where somebody copied the template by hand. */
  answers: Answers | null;
  /** Where the line stands. */
  index: number;
}

const LINE =
  /^# steward-template: (steward|steward-caller) (\d{1,6}) ([0-9a-f]{12})(?: ([a-z]{1,20}) ([a-z-]{1,20}) (\S{1,300}))?\s*$/;

export function recordLine({ name, number }: Template, lines: readonly string[], answers: Answers | null): string {
  const words = answers === null ? [] : [answers.mode, answers.cadence, sourceWord(answers.source)];
  return ['# steward-template:', name, String(number), digestOf(lines), ...words].join(' ');
}

/** Where the line goes in a new file: after the first words about it. */
export function withRecord(lines: readonly string[], record: string): string[] {
  const index = lines.findIndex((line) => !line.startsWith('#'));
  return lines.toSpliced(index, 0, record);
}

/** `shown`: the file, as messages call it. */
export function readRecord(lines: readonly string[], shown: string): Written {
  const index = lines.findIndex((line) => line.startsWith('# steward-template:'));
  const [, name, number, digest = '', mode, cadence, source] = LINE.exec(lines[index] ?? '') ?? [];
  if (name === undefined) {
    throw new UserError(
      `${shown} does not say which template it was made from, so edits cannot be told from it; nothing was changed.`,
      'Put back its line "# steward-template: …" from the history, or move the file away and run init without --upgrade.',
    );
  }
  const answers = mode === undefined ? null : readAnswers(shown, mode, cadence, source);
  return { template: name as TemplateName, number: Number(number), digest, answers, index };
}

function readAnswers(shown: string, mode: string, cadence = '', source = ''): Answers {
  if (!MODES.includes(mode as Mode) || !CADENCES.includes(cadence as Cadence)) {
    throw new UserError(
      `${shown} has a line "# steward-template: …" with words that this version does not know; nothing was changed.`,
      'Put the line back as it was in the history.',
    );
  }
  return { mode: mode as Mode, cadence: cadence as Cadence, source: sourceWritten(source) };
}
