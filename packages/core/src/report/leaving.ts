/** What is said when Steward leaves: the last text of the dashboard, and the summary of the run. */
import { LEFT_LABEL, type LeaveReport, type Remaining } from '../domain/leaving.ts';
import { codeSpan, shorten, titleText } from '../domain/markdown.ts';
import type { Spared } from '../domain/undo.ts';

const MOST = 100;

/** The dashboard as it stays. `at`: when Steward was asked to leave. */
export function renderFarewell(at: string, spared: readonly Spared[], remains: readonly Remaining[]): string {
  return [
    `**Steward left this repository** on ${at.slice(0, 10)}. It looks at nothing any more and writes nothing.`,
    'Its workflow still starts as long as the file is there, sees this, and ends at once. So remove that file first.',
    [
      '**To have Steward back**, open this issue again: the next run reads its memory back from its issues, or begins anew.',
      `Deleting the label ${codeSpan(LEFT_LABEL)} does the same.`,
    ].join(' '),
    list('Left alone, because somebody has a hand in it', sparedLines(spared)),
    list('What is still here, and how to remove it', remains.map(remainingLine)),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const OUTCOMES: Record<LeaveReport['outcome'], (isRehearsed: boolean) => string> = {
  left: (isRehearsed) =>
    isRehearsed ? 'Steward would have left this repository.' : '**Steward left this repository.**',
  begun: () => 'Steward is leaving: what is not known yet, the next run finishes.',
  before: () => 'Steward has left this repository before: there is nothing left to do.',
  never: () => 'Steward has no memory and no issue here: there is nothing to do.',
};

export function renderLeaving(report: Omit<LeaveReport, 'words'>, isRehearsed: boolean): string {
  const { outcome, spared, remains, head, export: folder } = report;
  const kept = [
    ...(folder === null ? [] : [`Memory was exported to ${codeSpan(folder)}.`]),
    ...(folder === null || head === null
      ? []
      : [`For some time it can also be had back from GitHub: its last commit was ${codeSpan(head)}.`]),
  ].join(' ');
  return [
    OUTCOMES[outcome](isRehearsed),
    kept,
    list('Left alone', sparedLines(spared)),
    list('What is still here, and how to remove it', remains.map(remainingLine)),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const sparedLines = (spared: readonly Spared[]): string[] =>
  spared.map(({ what, reason }) => `${titleText(shorten(what, 300))}: ${titleText(shorten(reason, 300))}`);

const remainingLine = ({ what, command }: Remaining): string =>
  command === null ? titleText(what) : `${titleText(what)}: ${codeSpan(command)}`;

function list(head: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const rest = lines.length - MOST;
  const shown = lines.slice(0, MOST).map((line) => `- ${line}`);
  return [`${head}:`, '', ...shown, ...(rest > 0 ? [`- and ${rest.toLocaleString('en-US')} more`] : [])].join('\n');
}
