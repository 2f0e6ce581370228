/** Which labels Steward uses: few by default, all on request, the owner's own where they are mapped. */
import type { Config } from './config.ts';
import { ownerLabels } from './config-rules.ts';
import { LABEL_KEYS } from './label-keys.ts';
import type { Task } from './task.ts';

type Labels = Config['labels'];

type Labelled = Pick<Task, 'type' | 'category' | 'priority' | 'status' | 'ownerLabels'>;

/** The labels that say what a task is; the first marks it as Steward's. */
export function labelsOf(task: Labelled, labels: Labels): string[] {
  const keys = [`type:${task.type}`, `category:${task.category}`, `priority:${task.priority}`, `status:${task.status}`];
  return [...new Set([labels.task, ...keys.flatMap((key) => nameOf(key, labels) ?? []), ...(task.ownerLabels ?? [])])];
}

/** The label of a key, or null where none is wanted. */
function nameOf(key: string, { set, map }: Labels): string | null {
  const own = map[key];
  if (own !== undefined) return own;
  return set === 'full' && LABEL_KEYS.includes(key) ? key : null;
}

/** Every label that Steward may put on something or take off it. */
export const ownLabels = (labels: Labels): string[] => [
  ...new Set([labels.task, labels.approved, labels.paused, ...LABEL_KEYS.flatMap((key) => nameOf(key, labels) ?? [])]),
];

/** Those, and what the owner's rules and scopes give to issues. */
export const allowedLabels = (config: Config): string[] => [...ownLabels(config.labels), ...ownerLabels(config)];

/** Those of them that say what a task is; the others are people's to put. */
export const taskLabels = (labels: Labels): string[] =>
  ownLabels(labels).filter((name) => name !== labels.approved && name !== labels.paused);

const WORDS: Record<string, string> = {
  type: 'Kind of work',
  category: 'Part of the work',
  priority: 'How urgent it is',
  status: 'Where it stands',
};

/** How a label of Steward looks, where it has to be made. */
export function lookOf(name: string, labels: Labels): { name: string; color: string; description: string } {
  if (name === labels.task) return { name, color: '5319e7', description: 'Opened or adopted by Steward' };
  if (name === labels.approved) return { name, color: '0e8a16', description: 'Steward may go on with this' };
  if (name === labels.paused) return { name, color: 'b60205', description: 'Steward does nothing while this is set' };
  const key = LABEL_KEYS.find((candidate) => nameOf(candidate, labels) === name) ?? '';
  const color = key === 'priority:urgent' ? 'b60205' : key.startsWith('priority:') ? 'd93f0b' : 'c5def5';
  return { name, color, description: WORDS[key.split(':')[0] ?? ''] ?? 'Named by the configuration of Steward' };
}
