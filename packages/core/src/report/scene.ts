/** What the sections of the dashboard are written from: what Steward knows, in order, and how much room there is. */
import type { Config, Mode } from '../domain/config.ts';
import { circlesOf, orderTasks, type Place, type QueueRules, queueOf, queueRules } from '../domain/queue.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Ledger, State } from '../domain/state.ts';
import { asShown, type Status, type Task } from '../domain/task.ts';

export interface DashboardInput {
  /** With every open and suggested task. */
  ledger: Pick<Ledger, 'state' | 'tasks'>;
  snapshot: Pick<Snapshot, 'repository' | 'head' | 'deployments'>;
  config: Config;
  mode: Mode;
  /** Where it is said how all this works; null where that is not known. */
  about: string | null;
}

/** How much is shown: what is smaller leaves out items and words, never a section and never a box. */
export interface Room {
  /** Of a list that is open to the eye. */
  items: number;
  /** Of what is folded. */
  folded: number;
  /** Characters of a title. */
  title: number;
  /** Whether suggestions say why, and lead to their evidence. */
  details: boolean;
}

export interface Scene extends DashboardInput {
  state: State;
  caps: Config['caps'];
  url: string;
  /** In order. */
  tasks: readonly Task[];
  rules: QueueRules;
  /** The tasks that wait. */
  queue: readonly Place[];
  /** Tasks that wait for each other, each circle in words. */
  circles: readonly string[];
  /** Time of the last daily work: ages count up to it, so that they change once a day and not at midnight. */
  asOf: string | null;
  room: Room;
}

/** A section's body; empty where it has nothing to say. */
export type Section = (scene: Scene) => string;

export function sceneOf(input: DashboardInput): Omit<Scene, 'room'> {
  const { state } = input.ledger;
  const rules = queueRules(input.config, state);
  const tasks = Object.values(input.ledger.tasks).map(asShown);
  return {
    ...input,
    state,
    caps: input.config.caps,
    url: input.snapshot.repository.url,
    tasks: orderTasks(tasks, rules),
    rules,
    queue: queueOf(tasks, rules),
    circles: circlesOf(tasks),
    asOf: rules.asOf,
  };
}

export const having = ({ tasks }: Pick<Scene, 'tasks'>, ...statuses: readonly Status[]): Task[] =>
  tasks.filter((task) => statuses.includes(task.status));
