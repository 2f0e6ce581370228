/** Text on its way to a runner's log: no line of it can be a workflow command or show a secret, whoever wrote it. */
import { stripHidden } from './hidden-text.ts';
import { redact } from './redact.ts';

/**
 * Secrets go: what a file or an answer said may be told in a message. The runner takes `::name::` at the start of a line (after white space) and `##[name]` anywhere as a command.
 * Those few characters are percent-encoded; everything else stays readable. A second pass changes nothing.
 */
export function workflowSafe(text: string): string {
  return stripHidden(redact(text).text)
    .text.replace(/^([^\S\n]*)::/gm, '$1%3A%3A')
    .replaceAll('##[', '##%5B');
}
