/** What people arranged on GitHub flows back into tasks, and what tasks need of each other is to be said there too. */
import type { Config, Mode } from '../domain/config.ts';
import { dependenciesOf } from '../domain/dependencies.ts';
import { canonical } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Proposal } from '../domain/proposal.ts';
import { graphOf } from '../domain/queue.ts';
import {
  type Links,
  type Reference,
  type Related,
  type Relations,
  type Standing,
  unlinked,
} from '../domain/standing.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, PRIORITIES, type Priority, TASK_TYPES, type Task, type TaskType } from '../domain/task.ts';
import { priorityOfLabels } from '../domain/urgency.ts';

/** Links that one run makes at most. */
const MOST_LINKS = 20;

const TYPE_NAMES: Record<string, TaskType> = { bug: 'bug-fix', enhancement: 'feature', docs: 'documentation' };

function typeOfName(name: string): TaskType | undefined {
  const word = name.trim().toLowerCase().replace(/\s+/g, '-');
  return TASK_TYPES.find((type) => type === word) ?? (Object.hasOwn(TYPE_NAMES, word) ? TYPE_NAMES[word] : undefined);
}

/** What the ledger learns from how issues hang together; what was not seen stays as it was. */
export function relationEvents(ledger: Ledger, related: Related, config: Pick<Config, 'labels'>): LedgerEvent[] {
  const open = Object.values(ledger.tasks).filter(isOpen);
  const byNumber = new Map(open.map((task) => [task.number, task]));
  return related.issues.flatMap((relations): LedgerEvent[] => {
    const task = byNumber.get(relations.number);
    if (!task || !relations.open) return [];
    const standing = standingOf(task, relations, { byNumber, settings: config.labels });
    const isSame = canonical(standing) === canonical(task.standing ?? {});
    const kept = Object.keys(standing).length > 0 ? standing : null;
    return [
      ...(isSame ? [] : [{ kind: 'ranked' as const, task: task.id, standing: kept }]),
      ...needEvents(task, relations, { byNumber, tasks: ledger.tasks, dependencies: related.dependencies }),
    ];
  });
}

type ByNumber = ReadonlyMap<number | undefined, Task>;

function standingOf(
  task: Task,
  relations: Relations,
  { byNumber, settings }: { byNumber: ByNumber; settings: Config['labels'] },
): Standing {
  const { labels, blockedBy, blocking, subIssues, type, due } = relations;
  const known = task.standing ?? {};
  const stranger = ({ number, elsewhere }: Reference): boolean => elsewhere || !byNumber.has(number);
  const waits = blockedBy && subIssues && [...blockedBy.filter(stranger), ...subIssues].filter(({ open }) => open);
  const near = waits?.filter(({ elsewhere }) => !elsewhere).map(({ number }) => number);
  const priority = labels ? priorityIn(labels, task.priority, settings) : known.priority;
  const named = type === null ? undefined : typeOfName(type);
  const awaits = near ? [...new Set(near)].sort((a, b) => a - b) : known.awaits;
  const elsewhere = waits ? waits.filter((item) => item.elsewhere).length : known.elsewhere;
  const holds = blocking ? blocking.filter((item) => item.open && stranger(item)).length : known.holds;
  const isNext = labels ? labels.some((label) => label.toLowerCase() === settings.next.toLowerCase()) : known.next;
  return {
    ...(priority && { priority }),
    ...(named && { type: named }),
    ...(due !== null && { due: due.slice(0, 10) }),
    ...(isNext && { next: true }),
    ...(awaits?.length && { awaits }),
    ...(elsewhere && { elsewhere }),
    ...(holds && { holds }),
  };
}

/** The most urgent priority that labels say and Steward did not think of itself; the owner's own names count. */
function priorityIn(labels: readonly string[], own: Priority, { map }: Config['labels']): Priority | undefined {
  const entries = PRIORITIES.map((priority) => [map[`priority:${priority}`], priority] as const);
  const names = Object.fromEntries(entries.flatMap(([name, priority]) => (name ? [[name, priority]] : [])));
  const others = labels.filter((label) => priorityOfLabels([label], names)?.priority !== own);
  return priorityOfLabels(others, names)?.priority;
}

interface Known {
  byNumber: ByNumber;
  tasks: Ledger['tasks'];
  dependencies: boolean;
}

/** A need that people took off GitHub is none any more, one that they added is one. */
function needEvents(task: Task, { blockedBy }: Relations, { byNumber, tasks, dependencies }: Known): LedgerEvent[] {
  if (blockedBy === null) return [];
  const native = blockedBy
    .filter(({ elsewhere }) => !elsewhere)
    .flatMap(({ number }) => byNumber.get(number)?.id ?? []);
  const { dependsOn, links = {} } = task;
  const stands = (id: string): boolean => {
    const needed = tasks[id];
    const isTold = links[id] === 'own' || links[id] === 'native';
    return !isTold || native.includes(id) || !needed || !isOpen(needed);
  };
  const needs = dependencies ? [...new Set([...dependsOn.filter(stands), ...native])] : [...dependsOn];
  const said = needs.flatMap((id): [string, Links[string]][] => {
    if (native.includes(id)) return [[id, links[id] === 'own' ? 'own' : 'native']];
    const link = links[id];
    if (link) return [[id, link]];
    // A server without dependencies is not asked for one again and again.
    return dependencies || !tasks[id] ? [] : [[id, 'refused']];
  });
  const next = { dependsOn: needs, links: Object.fromEntries(said) };
  const isSame = canonical(next) === canonical({ dependsOn, links });
  return isSame ? [] : [{ kind: 'related', task: task.id, ...next }];
}

/** Dependencies that GitHub is to know, of tasks whose issues were just seen; none that would close a circle. */
export function linkProposals(ledger: Ledger, related: Related, mode: Mode): Proposal[] {
  // Mode `suggest` changes no issue but the dashboard.
  if (mode === 'suggest' || !related.dependencies) return [];
  const seen = new Set(related.issues.flatMap(({ number, open, blockedBy }) => (open && blockedBy ? [number] : [])));
  const wanted = unlinked(ledger.tasks).filter(
    ({ task, needs }) => seen.has(task.number ?? 0) && seen.has(needs.number ?? 0),
  );
  if (wanted.length === 0) return [];
  const { cycles } = dependenciesOf(graphOf(Object.values(ledger.tasks).filter(isOpen)));
  return wanted
    .filter(({ task, needs }) => !cycles.some((cycle) => cycle.includes(task.id) && cycle.includes(needs.id)))
    .map(({ task, needs }) => linkOf(task, needs))
    .sort((a, b) => a.number - b.number || a.blockedBy - b.blockedBy)
    .slice(0, MOST_LINKS);
}

const linkOf = ({ id: task, number = 0 }: Task, { id: needs, number: blockedBy = 0 }: Task) => ({
  kind: 'link-dependency' as const,
  subject: `#${number} blocked by #${blockedBy}`,
  task,
  needs,
  number,
  blockedBy,
});
