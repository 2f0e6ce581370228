/** What `--json` prints: one object that says all of the run, with tasks by the names the outside uses. */
import type { Mode } from '@steward/core/domain/config.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { Cast } from './live/cast.ts';
import type { Life } from './live/life.ts';
import { MAINTAINER } from './live/maintainer.ts';
import type { OutFolder } from './out-folder.ts';

export interface TryResult {
  repository: string;
  head: string | null;
  mode: Mode;
  reports: readonly TickReport[];
  /** Who was simulated, and what happened by cycle; null where nobody was. */
  life: Pick<Life, 'cast' | 'ticks'> | null;
  /** Open and suggested ones, best first. */
  tasks: readonly Task[];
  /** Whether models of the sandbox were asked, by this try or one before it; null where there were none. */
  asked: boolean | null;
  out: OutFolder;
  /** Why it ended early; null when it did not. */
  failure: string | null;
}

export function jsonReport({ repository, head, mode, reports, life, tasks, out, failure }: TryResult) {
  const isSuggested = (task: Task): boolean => task.status === 'suggested';
  return {
    repository,
    head,
    mode,
    ...(life !== null && { simulated: simulatedOf(life.cast) }),
    ticks: reports.map((report, index) => ({ ...tickOf(report), ...lifeOf(life, index) })),
    suggestions: tasks.filter(isSuggested).map(taskOf),
    tasks: tasks.filter((task) => !isSuggested(task)).map(taskOf),
    files: { dashboard: out.dashboard, issues: out.issues, ledger: out.ledger, transcript: out.transcript },
    ...(failure !== null && { failure }),
  };
}

const simulatedOf = ({ agents }: Cast) => ({
  agents: agents.map(({ name, kind, behaviour }) => ({ name, kind, behaviour })),
  maintainer: MAINTAINER,
});

const lifeOf = (life: TryResult['life'], index: number) =>
  life === null ? {} : { agents: life.ticks[index]?.steps ?? [], meanwhile: life.ticks[index]?.meanwhile ?? [] };

function tickOf({ at, quiet, moves, proposals, left, refused, requests, model, events, seconds, undo }: TickReport) {
  return {
    at,
    quiet,
    moves: moves.map(({ kind, reasons }) => ({ kind, reasons })),
    proposals,
    left: left.map(({ title, reason }) => ({ title, reason })),
    refused: refused.map(({ kind, subject, policy, reason }) => ({ kind, subject, policy, reason })),
    requests,
    model,
    events,
    seconds,
    ...(undo && { undo }),
  };
}

function taskOf(task: Task) {
  const { id, title, type, category, priority, score, reasons, assumptions, dependsOn, status } = task;
  return {
    id,
    number: task.number ?? null,
    title,
    type,
    category,
    priority,
    score,
    reasons,
    criteria: task.criteria.map(({ n, text, check, command }) => ({
      n,
      text,
      check,
      ...(command !== undefined && { command }),
    })),
    evidence: task.evidence.map(({ rule, path, line, excerpt, url }) => ({ rule, path, line, excerpt, url })),
    assumptions,
    dependsOn,
    status,
    agent: task.agent ?? null,
  };
}
