/** What models were sent in a run: each piece with its place, and what was kept back. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { SentPart, SentTold, WithheldPart, Withholding } from '../../domain/prompt.ts';

const MOST_QUESTIONS = 20;
const MOST_PARTS = 40;
const MOST_PATHS = 5;

/** Empty where nothing was sent. */
export function sentSection(all: readonly SentTold[]): string {
  if (all.length === 0) return '';
  const rest = all.length - MOST_QUESTIONS;
  return [
    '**Sent to models**',
    ...all.slice(0, MOST_QUESTIONS).map(question),
    ...(rest > 0 ? [`and ${counted(rest, 'more question')}`] : []),
  ].join('\n\n');
}

function question({ purpose, to, tokens, redacted, parts, withheld }: SentTold): string {
  const secrets = redacted > 0 ? `, ${counted(redacted, 'secret')} taken out` : '';
  const head = `${codeSpan(purpose)} to ${to === null ? 'a model' : codeSpan(to)}: about ${counted(tokens, 'token')}${secrets}`;
  return [head, '', ...bounded(parts.map(partLine)), ...bounded(alike(withheld).map(withheldLine))].join('\n');
}

function bounded(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_PARTS;
  return rest > 0 ? [...lines.slice(0, MOST_PARTS), `- and ${counted(rest, 'more piece')}`] : [...lines];
}

function partLine({ what, kind, paths, lines, bytes }: SentPart): string {
  const range = lines === undefined ? '' : ` ${lines[0]}–${lines[1]}`;
  return `- ${what}${placed(paths)}${range} (${kind}, ${counted(bytes, 'byte')})`;
}

const WHY: Record<Withholding, string> = {
  egress: 'beyond what `egress.level` allows',
  excluded: 'excluded',
  length: 'too long',
};

/** Those of one kind and one reason together, in the order of the first of each. */
function alike(all: readonly WithheldPart[]): WithheldPart[] {
  const groups = new Map<string, WithheldPart>();
  for (const part of all) {
    const key = [part.what, part.reason, part.cut === true].join();
    const known = groups.get(key);
    groups.set(key, known ? { ...known, paths: [...new Set([...known.paths, ...part.paths])] } : part);
  }
  return [...groups.values()];
}

const withheldLine = ({ what, paths, reason, cut }: WithheldPart): string =>
  `- not sent: ${cut ? 'the end of ' : ''}${what}${placed(paths)} (${WHY[reason]})`;

function placed(paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const rest = paths.length - MOST_PATHS;
  return ` ${paths.slice(0, MOST_PATHS).map(codeSpan).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
