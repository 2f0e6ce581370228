/** What people and GitHub say of a task's place, as its issue shows it. */
import { isOpen, type Priority, realNumber, type Task, type TaskType } from './task.ts';

/** It wins over what Steward thought, and goes when people take it back. */
export interface Standing {
  /** By a label with a priority's word. */
  priority?: Priority;
  /** By GitHub's own issue type. */
  type?: TaskType;
  /** ISO date: when its milestone is due. */
  due?: string;
  /** A person put it before the others, by label. */
  next?: true;
  /** Numbers of open issues that it waits for besides its needs: its sub-issues, and blockers that are no tasks. */
  awaits?: number[];
  /** How many open issues of other repositories it waits for: only counted, since a name may be private. */
  elsewhere?: number;
  /** How many open issues that are no tasks wait for it. */
  holds?: number;
}

/**
 * What became of a need as GitHub's own dependency, by the task that is needed. `own`: Steward made it one; `native`: it was
 * one already, by whomever.
 */
export type Links = Record<string, 'own' | 'native' | 'refused'>;

/** An issue at the other end of a relation. */
export interface Reference {
  number: number;
  open: boolean;
  /** It belongs to another repository. */
  elsewhere: boolean;
}

/** How an issue hangs together with others. Null: the server does not have it, or it was not seen whole. */
export interface Relations {
  number: number;
  open: boolean;
  labels: string[] | null;
  blockedBy: Reference[] | null;
  blocking: Reference[] | null;
  subIssues: Reference[] | null;
  /** Name of the issue type; null where there is none. */
  type: string | null;
  /** When its open milestone is due; null where there is none. */
  due: string | null;
}

/** Relations of some issues; `dependencies`: whether the server has dependencies between issues at all. */
export interface Related {
  issues: Relations[];
  dependencies: boolean;
}

/** Numbers of issues whose change may change the order: open tasks, and what they wait for. */
export function watchedNumbers(tasks: Readonly<Record<string, Task>>): ReadonlySet<number> {
  return new Set(
    Object.values(tasks)
      .filter(isOpen)
      .flatMap(({ number, standing }) => [realNumber(number) ?? 0, ...(standing?.awaits ?? [])]),
  );
}

/** Needs of open tasks of which GitHub has not been told yet, and did not refuse to know. */
export function unlinked(tasks: Readonly<Record<string, Task>>): { task: Task; needs: Task }[] {
  const isPlaced = (task: Task): boolean => isOpen(task) && realNumber(task.number) !== null;
  return Object.values(tasks)
    .filter((task) => task.dependsOn.length > 0 && isPlaced(task))
    .flatMap((task) =>
      task.dependsOn.flatMap((id) => {
        const needs = tasks[id];
        return needs && needs !== task && isPlaced(needs) && !task.links?.[id] ? [{ task, needs }] : [];
      }),
    );
}
