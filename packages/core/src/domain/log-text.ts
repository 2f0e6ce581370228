/** Text on its way to a runner's log: no line of it can be a workflow command, whoever wrote it. */
import { stripHidden } from './hidden-text.ts';

/**
 * The runner takes `::name::` at the start of a line (after white space) and `##[name]` anywhere as a command.
 * Those few characters are percent-encoded; everything else stays readable. A second pass changes nothing.
 */
export function workflowSafe(text: string): string {
  return stripHidden(text)
    .text.replace(/^(\s*)::/gm, '$1%3A%3A')
    .replaceAll('##[', '##%5B');
}
