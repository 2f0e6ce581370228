/** How urgent a person's issue is: what its labels say, else what its form says, else what its words say. */
import { severityOf, type Urgency } from './severity.ts';
import { PRIORITIES, type Priority, priorityOf } from './task.ts';

export interface Plea {
  labels: readonly string[];
  title: string;
  body: string;
}

/** A label, or the field of a form, that names a priority: `P1`, `critical`, `priority: 5`, `Severity/High`. */
const NAMED = /^(?:(priority|prio|importance|urgency)|severity|sev|impact)\s{0,3}[:/\\_ -]\s{0,3}(\S{1,20})$/i;

/** A bare number is no priority: labels count many things. */
function priorityIn(name: string): Priority | undefined {
  const text = name.trim();
  const [, scale, word] = NAMED.exec(text) ?? [];
  if (word === undefined) return /^\d+$/.test(text) ? undefined : priorityOf(text);
  // Of severities 1 is the worst for some and the least for others.
  return /^\d+$/.test(word) && scale === undefined ? undefined : priorityOf(word);
}

/** The most urgent of what the labels say; `map`: the owner's own names. */
export function priorityOfLabels(
  labels: readonly string[],
  map: Readonly<Record<string, Priority>> = {},
): Urgency | null {
  const own = new Map(Object.entries(map).map(([name, priority]) => [name.toLowerCase(), priority]));
  const named = labels.flatMap((label) => {
    const priority = own.get(label.trim().toLowerCase()) ?? priorityIn(label);
    return priority === undefined ? [] : [{ label, priority }];
  });
  const worst = PRIORITIES.find((priority) => named.some((one) => one.priority === priority));
  return worst === undefined ? null : { priority: worst, reasons: [`labelled ${worst}`] };
}

const FIELD =
  /^\s{0,3}(?:#{1,6} |\*\*)?(?:(priority|importance|priorität|priorité|prioridad|prioridade)|severity|impact|urgency|schweregrad|dringlichkeit|gravité|gravedad|gravidade)(?:\*\*)?:?(?:\*\*)?\s*(.{0,40})$/i;

/** What a form's field says, on its own line or on the next that is not empty. */
function priorityOfForm(body: string): Urgency | null {
  const lines = body.slice(0, 20_000).split('\n', 400);
  for (const [at, line] of lines.entries()) {
    const found = FIELD.exec(line.trimEnd());
    if (!found) continue;
    const value = found[2]?.trim() || lines.slice(at + 1, at + 4).find((next) => next.trim() !== '') || '';
    const word = /^[\s*_`(-]{0,5}([\p{L}\p{N}]{1,20})/u.exec(value)?.[1] ?? '';
    const priority = /^\d+$/.test(word) && found[1] === undefined ? undefined : priorityOf(word);
    if (priority !== undefined) return { priority, reasons: [`its form says ${priority}`] };
  }
  return null;
}

/** Medium, with no reason, where nothing says otherwise. */
export function urgencyOf({ labels, title, body }: Plea, map?: Readonly<Record<string, Priority>>): Urgency {
  return (
    priorityOfLabels(labels, map) ??
    priorityOfForm(body) ??
    severityOf({ title, body }) ?? { priority: 'medium', reasons: [] }
  );
}
