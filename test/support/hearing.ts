/** One tick's look at what people say and do on a task, without a server: comments, assignments, pull requests. */
import { apply, applyAll } from '@steward/core/domain/apply.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { CommentSight, IssueSight } from '@steward/core/domain/sight.ts';
import type { Stub } from '@steward/core/domain/snapshot.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { heardEvents, listen } from '@steward/core/flow/listening.ts';
import type { Tick } from '@steward/core/flow/tick.ts';
import { agentEvents } from '@steward/core/flow/watching.ts';
import type { Held } from '@steward/core/record/transaction.ts';
import { INSTALLED, ledgerAfter, NOON, task } from './memory.ts';

const MINUTE = 60_000;
export const at = (minutes: number): string => later(NOON, minutes * MINUTE);
export const work = task('work', { number: 7 });
export const ready = ledgerAfter([INSTALLED, { kind: 'adopted', task: work }]);

export const says = (body: string, author = 'octo', minutes = 5): CommentSight => ({
  ...{ id: `c${minutes}`, author, createdAt: at(minutes), body: untrusted(body) },
});
export const issue = (change: Partial<IssueSight> = {}): IssueSight => ({
  ...{ number: 7, open: true, assignees: [], comments: [], seenBy: [] },
  ...change,
});
export const changed = (number = 7): Stub => ({
  ...{ number, kind: 'issue', title: untrusted('t'), author: 'octo', open: true, stateReason: null },
  ...{ createdAt: NOON, updatedAt: at(5), labels: [] },
});
export const pullOf = (author: string, branch = 'fix', closes = [7]): Stub => ({
  ...changed(30),
  ...{ kind: 'pull', author },
  pull: { head: 'a1', branch, base: 'main', draft: false, fork: false, closes, merged: false, state: '' },
});

export interface Sight {
  issues?: readonly IssueSight[];
  foreign?: readonly Stub[];
  /** The look at agents found these already. */
  seen?: readonly IssueSight[];
}

/** One tick's look at people; `asked`: the requests it took. */
export async function hear(ledger: Ledger, { issues = [], foreign = [changed()], seen }: Sight) {
  const asked: string[] = [];
  const tick = {
    world: {
      reader: {
        sights: async (watched: readonly { number: number }[]) => {
          asked.push(`issues ${watched.map(({ number }) => number).join()}`);
          return { runs: null, branches: [], issues };
        },
        role: async (login: string) => {
          asked.push(`role ${login}`);
          return login === 'octo' || login === 'mate' ? 'write' : 'read';
        },
      },
      settings: { serverUrl: 'https://github.test' },
      secrets: [],
    },
    config: DEFAULT_CONFIG,
    snapshot: { viewer: 'github-actions[bot]', now: at(10), repository: { name: 'octo/dur' } },
    news: { foreign, daily: false },
    state: ledger.state,
    sights: seen === undefined ? null : { runs: null, branches: [], issues: seen },
    told: { warnings: [] as string[] },
    ...{ heard: [], takers: [], answers: [] },
  };
  await listen(tick as unknown as Tick, { ledger, at: at(10) } as Held);
  const note = (from: Ledger): LedgerEvent[] => {
    const events = heardEvents(tick as unknown as Tick, from, (before, event) => apply(before, event, at(10)));
    return [...events, ...agentEvents(tick as unknown as Tick, applyAll(from, events, at(10)))];
  };
  const events = note(ledger);
  return { events, ledger: applyAll(ledger, events, at(10)), note, asked, told: tick.told.warnings };
}

export const holder = ({ state, tasks }: Ledger) => ({
  isLeased: work.id in state.leases,
  by: tasks[work.id]?.taken?.by,
  status: tasks[work.id]?.status,
  endings: tasks[work.id]?.attempts?.map(({ ending }) => ending) ?? [],
});
