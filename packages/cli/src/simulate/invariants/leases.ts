/** A task is one agent's at a time, within the owner's bounds, and no lease is forgotten. */
import type { Config } from '@steward/core/domain/config.ts';
import { IN_HAND, type Lease } from '@steward/core/domain/lease.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { isOpen } from '@steward/core/domain/task.ts';
import { stepsOf } from '../steps.ts';
import { InForce } from './in-force.ts';
import type { Invariant, Scene } from './invariant.ts';

const HOUR = 3_600_000;
/** Undisturbed runs after its time in which a lease may still stand. */
const MOST_RUNS = 2;
/** However disturbed the runs are. */
const MOST_HOURS = 72;

type HandOff = Config['hand-off'];

export function leases(): Invariant {
  const inForce = new InForce<HandOff>(2);
  const used = new Set<string>();
  const overdue = new Map<string, number>();
  return {
    name: 'a lease is held once, within bounds, and never lost',
    check(scene) {
      const settings = inForce.at(scene.now, scene.config?.['hand-off'] ?? null);
      return [...made(scene, settings, used), ...misplaced(scene.shadow.ledger), ...late(scene, overdue)];
    },
  };
}

function made({ transactions }: Scene, settings: readonly HandOff[], used: Set<string>): string[] {
  const most = Math.max(0, ...settings.map((one) => one['at-once']));
  const isAlone = settings.length > 0 && settings.every((one) => one['one-per-repository']);
  return transactions.flatMap(stepsOf).flatMap(({ event, before }) => {
    if (event.kind !== 'leased') return [];
    const { lease } = event;
    const others = Object.values(before.state.leases);
    const faults = [...unfit(lease, before), ...together(lease, before)];
    const generation = `${before.state.epoch}.${lease.counter}`;
    if (used.has(generation)) faults.push(`the generation ${generation} is used twice`);
    used.add(generation);
    const room = isAlone ? Math.min(1, most) : most;
    if (others.length + 1 > room) faults.push(`${others.length + 1} tasks are in hand, where ${room} are allowed`);
    return faults.map((fault) => `#${lease.number}, given to ${lease.agent}: ${fault}`);
  });
}

/** Nothing is handed over that somebody has, that waits for another task, or while nothing may be. */
function unfit({ task: id, number }: Lease, { state, tasks }: Ledger): string[] {
  const task = tasks[id];
  if (task === undefined) return ['nobody knows the task'];
  const faults: string[] = [];
  if (id in state.leases) faults.push(`${state.leases[id]?.agent} has it already`);
  if (task.number !== number) faults.push(`the task is #${task.number}`);
  if (task.status !== 'ready' && task.status !== 'retrying') faults.push(`it is ${task.status}`);
  const needs = task.dependsOn.filter((other) => other !== id && tasks[other] !== undefined && isOpen(tasks[other]));
  const { awaits = [], elsewhere = 0 } = task.standing ?? {};
  if (needs.length + awaits.length + elsewhere > 0) faults.push(`it waits for ${[...needs, ...awaits].join(', ')}`);
  if (state.paused) faults.push('Steward is paused');
  if (state.lost !== null) faults.push('memory is lost');
  return faults;
}

const together = ({ task }: Lease, { state, tasks }: Ledger): string[] =>
  Object.values(state.leases).flatMap((other) => {
    const theirs = tasks[other.task]?.scope.paths ?? [];
    const shared = tasks[task]?.scope.paths.find((area) => theirs.some((one) => touches(area, one)));
    return shared === undefined ? [] : [`#${other.number} is being worked on in ${shared} too`];
  });

/** One is the other, or a folder around it. */
const touches = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other.replace(/\/$/, '')}/`) || other.startsWith(`${one.replace(/\/$/, '')}/`);

/** What a task says of itself, and who has it, are one. */
function misplaced({ state, tasks }: Ledger): string[] {
  const held = Object.values(state.leases).flatMap(({ task, number, agent }) => {
    const status = tasks[task]?.status;
    return status !== undefined && IN_HAND.includes(status) ? [] : [`${agent} has #${number}, which is ${status}`];
  });
  const open = Object.values(tasks).flatMap(({ id, number, status }) =>
    (status === 'leased' || status === 'working') && !(id in state.leases)
      ? [`#${number} is ${status}, and nobody has it`]
      : [],
  );
  return [...held, ...open];
}

function late({ shadow, now, isFair, config, world }: Scene, overdue: Map<string, number>): string[] {
  const { leases: live, epoch } = shadow.ledger.state;
  const names = new Set(Object.values(live).map(({ counter }) => `${epoch}.${counter}`));
  for (const name of overdue.keys()) if (!names.has(name)) overdue.delete(name);
  return Object.values(live).flatMap((lease) => {
    const since = overSince(lease, lease.pull === null ? null : world.pullRequest(lease.pull));
    if (since === null || since >= now) return [];
    const what = `the lease of #${lease.number} by ${lease.agent} stands, although it was over at ${new Date(since).toISOString()}`;
    if (now - since > MOST_HOURS * HOUR) return [what];
    if (!isFair || config === null) return [];
    const name = `${epoch}.${lease.counter}`;
    const runs = (overdue.get(name) ?? 0) + 1;
    overdue.set(name, runs);
    return runs > MOST_RUNS ? [`${what}, ${runs} fair runs ago`] : [];
  });
}

/** When its patience ended, or when what came back was closed; null: it may stand as long as it likes. */
function overSince(lease: Lease, pull: { state: string; updatedAt: string } | null): number | null {
  const { at, started, seen, patience } = lease;
  if (lease.pull !== null) return pull?.state === 'OPEN' ? null : Date.parse(pull?.updatedAt ?? at);
  return started === null ? Date.parse(at) + patience.start : Date.parse(seen) + patience.silence;
}
