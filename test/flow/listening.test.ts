/** Words on a task's issue: whose are followed, how often, and what each does. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { openAsk } from '@steward/core/domain/ask.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import type { CommentSight } from '@steward/core/domain/sight.ts';
import { describe, expect, it } from 'vitest';
import { at, changed, hear, holder, issue, pullOf, ready, type Sight, says, work } from '../support/hearing.ts';
import { lease, ledgerAfter } from '../support/memory.ts';

const working = ledgerAfter([{ kind: 'leased', lease: lease(work) }], at(1), ready);

describe('a word on an issue', () => {
  const comment = (...comments: CommentSight[]): Sight => ({ issues: [issue({ comments })] });
  const taken = ledgerAfter([{ kind: 'taken', task: work.id, by: 'octo' }], at(1), ready);

  it('of a stranger is not followed, is said in the summary alone, and is asked about once [SI-1]', async () => {
    const first = await hear(ready, comment(says('/steward take', 'stranger')));
    expect(first.events).toEqual([{ kind: 'heard', task: work.id, until: at(5) }]);
    expect(first.told).toEqual(['`/steward take` on #7 is of somebody who may not write here.']);
    const second = await hear(first.ledger, comment(says('/steward take', 'stranger')));
    expect(second).toMatchObject({ events: [], told: [], asked: ['issues 7'] });
  });

  it('of a bot, or of Steward itself, is none', async () => {
    const words = comment(says('/steward take', 'robot[bot]'), says('/steward take', 'github-actions[bot]', 6));
    expect(await hear(ready, words)).toMatchObject({ events: [], asked: ['issues 7'] });
  });

  it('that nobody knows asks for no role and changes nothing', async () => {
    const { events, asked, told } = await hear(ready, comment(says('/steward dance')));
    expect(events).toEqual([{ kind: 'heard', task: work.id, until: at(5) }]);
    expect(asked).toEqual(['issues 7']);
    expect(told[0]).toContain('`/steward dance` on #7 is no order that Steward knows: approve, ');
  });

  it('costs nothing where no task’s issue changed, or it was looked at already', async () => {
    expect((await hear(ready, { foreign: [] })).asked).toEqual([]);
    expect((await hear(ready, { foreign: [changed(8), pullOf('octo')] })).asked).toEqual([]);
    const seen = [issue({ comments: [says('/steward raise')] })];
    expect((await hear(working, { seen })).asked).toEqual(['role octo']);
  });

  it('is followed once, in the order in which it was said, and never again [SI-1]', async () => {
    const words = comment(says('/steward take', 'octo', 3), says('/steward release', 'mate', 4));
    const { ledger, events, note } = await hear(ready, words);
    expect(events.map(({ kind }) => kind)).toEqual(['taken', 'given-back', 'heard']);
    expect(holder(ledger)).toMatchObject({ by: undefined, status: 'ready' });
    // What another run noted meanwhile is not noted anew.
    expect(note(ledger)).toEqual([]);
    const leased = applyAll(ledger, [{ kind: 'leased', lease: lease(work) }], at(11));
    expect(holder((await hear(leased, words)).ledger).isLeased).toBe(true);
  });

  it('has a person asked, whoever has the task in hand, and once [PM-23]', async () => {
    const ended: LedgerEvent = {
      ...{ kind: 'attempt-ended', task: work.id, counter: 1, ending: 'silent', next: 'retrying', resumes: at(600) },
    };
    const retrying = ledgerAfter([{ kind: 'leased', lease: lease(work) }, ended], at(1), ready);
    for (const before of [ready, working, retrying]) {
      const { ledger, events } = await hear(before, comment(says('/steward escalate\n/steward escalate')));
      expect(events.map(({ kind }) => kind)).toEqual(['moved', 'heard']);
      expect(holder(ledger)).toMatchObject({ isLeased: false, by: undefined, status: 'escalated' });
      expect(openAsk(ledger.tasks[work.id] ?? work)).toMatchObject({ reason: 'octo wants a person to look' });
    }
    expect((await hear(taken, comment(says('/steward escalate')))).events.map(({ kind }) => kind)).toEqual(['heard']);
    expect((await hear(ready, comment(says('/steward escalate', 'stranger')))).ledger.tasks[work.id]?.status).toBe(
      'ready',
    );
  });

  it('that was said before the task was there is none of its', async () => {
    expect((await hear(ready, comment(says('/steward take', 'octo', -1)))).events).toEqual([]);
  });

  it('gives a task back, also where its person stays assigned: that takes it from no agent [SI-1]', async () => {
    const sight = { issues: [issue({ assignees: ['octo'], comments: [says('/steward release')] })] };
    const { ledger } = await hear(taken, sight);
    expect(holder(ledger)).toMatchObject({ by: undefined, status: 'ready' });
    const { bystanders = [] } = ledger.tasks[work.id] ?? {};
    expect(bystanders).toEqual(['octo']);
    const leased = applyAll(ledger, [{ kind: 'leased', lease: lease(work, { bystanders }) }], at(11));
    expect((await hear(leased, { seen: [issue({ assignees: ['octo'] })], foreign: [] })).events).toEqual([]);
    const other = await hear(leased, { seen: [issue({ assignees: ['octo', 'mate'] })], foreign: [] });
    expect(holder(other.ledger)).toMatchObject({ isLeased: false, by: 'mate' });
  });

  it.each([
    ['waits for a time', { ending: 'silent', next: 'retrying', resumes: at(600) }],
    ['waits for an answer', { ending: 'question', next: 'blocked', resumes: null }],
    ['waits for a person', { ending: 'silent', next: 'escalated', resumes: null }],
  ] as const)('has a task tried again that %s [AC-22] [AR-14]', async (_, end) => {
    const ended: LedgerEvent = { kind: 'attempt-ended', task: work.id, counter: 1, ...end };
    const waiting = ledgerAfter([{ kind: 'leased', lease: lease(work) }, ended], at(1), ready);
    const { ledger } = await hear(waiting, comment(says('/steward retry')));
    expect(ledger.tasks[work.id]).toMatchObject({ status: 'ready', attempts: [{ ending: end.ending }] });
    expect(ledger.tasks[work.id]?.resumes).toBeUndefined();
    // Only what a person has can be given back.
    expect(holder((await hear(waiting, comment(says('/steward release')))).ledger).status).toBe(end.next);
  });

  it('takes no task from an agent by asking for another try', async () => {
    const { ledger, events } = await hear(working, comment(says('/steward retry\n/steward release')));
    expect(events.map(({ kind }) => kind)).toEqual(['heard']);
    expect(holder(ledger).isLeased).toBe(true);
  });

  it('pauses, resumes and raises as a tick on the dashboard does [SI-1]', async () => {
    const paused = await hear(ready, comment(says('/steward pause\n/steward raise')));
    expect(paused.ledger.state.paused).toBe(true);
    expect(paused.ledger.tasks[work.id]?.priority).toBe('high');
    expect((await hear(paused.ledger, comment(says('/steward resume', 'octo', 8)))).ledger.state.paused).toBe(false);
  });

  it('is no answer to what an agent asks', async () => {
    const ended: LedgerEvent = {
      ...{ kind: 'attempt-ended', task: work.id, counter: 1, ending: 'question', next: 'blocked', resumes: null },
    };
    const asked = ledgerAfter([{ kind: 'leased', lease: lease(work) }, ended], at(1), ready);
    const { ledger, events } = await hear(asked, comment(says('/steward take')));
    expect(events.map(({ kind }) => kind)).toEqual(['taken', 'heard']);
    expect(holder(ledger)).toMatchObject({ by: 'octo', status: 'escalated' });
  });
});
