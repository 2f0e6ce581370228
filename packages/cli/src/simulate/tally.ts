/** What a simulation comes to in numbers. */
import type { Month } from '@steward/core/domain/lessons.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { HandOffEffect } from './hand-off-witness.ts';
import type { RunRecord } from './run.ts';
import type { Shadow, Transaction } from './shadow.ts';
import { endedBy, stepsOf } from './steps.ts';
import type { Creation } from './witness.ts';

export interface Tally {
  runs: number;
  quiet: number;
  red: number;
  killed: number;
  requests: number;
  writes: number;
  /** Requests that were struck. */
  faults: number;
  issuesOpened: number;
  suggested: number;
  rejected: number;
  done: number;
  transactions: number;
  handOffs: HandOffTally;
  /** Committed to the state branch. */
  ledgerBytes: number;
  /** Of the process's heap at the end of each thirty days, in MiB; empty where it cannot be measured. */
  heap: number[];
  /** Absent where no model can be asked. */
  models?: ModelTally;
  /** What became of suggestions, by month, as the ledger counts it. */
  months: Readonly<Record<string, Month>>;
}

/** What was asked of models. */
export interface ModelTally {
  /** Requests for an answer or a batch. */
  asked: number;
  /** Briefs with an answer that is kept. */
  answered: number;
  /** What vendors would charge for it, in millionths of a dollar. */
  micro: number;
  /** Steps of budgets that people were told of. */
  warned: number;
}

/** What became of tasks that were handed to agents. */
export interface HandOffTally {
  /** Leases. */
  reserved: number;
  /** Hand-offs that became visible. */
  visible: number;
  started: number;
  /** Attempts that are over, by their ending. */
  ended: Record<string, number>;
  /** Tasks that an agent's merged work ended. */
  doneByAgents: number;
}

const MONTH = 30;

export interface Counting {
  add(runs: readonly RunRecord[], created: readonly Creation[], transactions: readonly Transaction[]): void;
  addHandOffs(visible: readonly HandOffEffect[], transactions: readonly Transaction[]): void;
  addModels(runs: readonly RunRecord[], transactions: readonly Transaction[], micro: number): void;
  day(sandbox: Sandbox, shadow: Shadow): void;
  end(sandbox: Sandbox, shadow: Shadow, runs: number): { tally: Tally };
}

export function tallyOf(): Counting {
  const tally: Tally = {
    ...{ runs: 0, quiet: 0, red: 0, killed: 0, requests: 0, writes: 0, faults: 0 },
    ...{ issuesOpened: 0, suggested: 0, rejected: 0, done: 0, transactions: 0, ledgerBytes: 0, heap: [], months: {} },
    handOffs: { reserved: 0, visible: 0, started: 0, ended: {}, doneByAgents: 0 },
  };
  let days = 0;
  return {
    add(runs, created, transactions) {
      for (const { ending, report, requests } of runs) {
        if (ending === null) tally.killed += 1;
        else if (ending.failed) tally.red += 1;
        else if (report?.quiet === true) tally.quiet += 1;
        tally.requests += requests.length;
        tally.writes += requests.filter(({ write }) => write).length;
        tally.faults += requests.filter(({ fault }) => fault !== null).length;
      }
      tally.issuesOpened += created.filter(({ task }) => task !== null).length;
      tally.transactions += transactions.length;
      for (const { events } of transactions) {
        tally.suggested += events.filter(({ kind }) => kind === 'suggested').length;
        tally.rejected += events.filter((event) => event.kind === 'moved' && event.status === 'rejected').length;
        tally.done += events.filter((event) => event.kind === 'moved' && event.status === 'done').length;
      }
    },
    addHandOffs(visible, transactions) {
      const { handOffs } = tally;
      handOffs.visible += visible.length;
      for (const step of transactions.flatMap(stepsOf)) {
        if (step.event.kind === 'leased') handOffs.reserved += 1;
        const [was, is] = [step.before.state.leases, step.after.state.leases];
        handOffs.started += Object.values(is).filter(
          ({ task, started }) => started !== null && (was[task]?.started ?? null) === null,
        ).length;
        for (const ended of endedBy(step)) {
          handOffs.ended[ended.ending] = (handOffs.ended[ended.ending] ?? 0) + 1;
          if (ended.ending === 'merged') handOffs.doneByAgents += 1;
        }
      }
    },
    addModels(runs, transactions, micro) {
      const { asked = 0, answered = 0, warned = 0 } = tally.models ?? {};
      const events = transactions.flatMap((one) => one.events);
      const briefs = events.map((event) =>
        event.kind === 'answered-by-model' ? Object.keys(event.answers).length : 0,
      );
      tally.models = {
        asked: asked + runs.flatMap((run) => run.asked ?? []).filter(({ write }) => write).length,
        answered: answered + briefs.reduce((sum, count) => sum + count, 0),
        warned: warned + events.filter(({ kind }) => kind === 'money-warned').length,
        micro,
      };
    },
    day(sandbox) {
      days += 1;
      forgetOldEdits(sandbox);
      if (days % MONTH === 0) tally.heap.push(heapMegabytes());
    },
    end(_sandbox, shadow, runs) {
      tally.runs = runs;
      tally.ledgerBytes = shadow.bytes;
      tally.months = shadow.ledger.state.months;
      return { tally };
    },
  };
}

/** The dashboard is rewritten for ever, and GitHub keeps each version; a simulated year need not. */
function forgetOldEdits({ world }: Sandbox): void {
  for (const issue of world.data.issues) if (issue.edits.length > 8) issue.edits.splice(1, issue.edits.length - 8);
}

function heapMegabytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}
