/** What stories of a plan must pass besides what every task does. */
import { storySpecification } from '@steward/core/decide/planning/stories.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { verdictOn } from '@steward/core/guard/policies.ts';
import { describe, expect, it } from 'vitest';
import { NOON } from '../support/memory.ts';
import { bench, repository } from './bench.ts';

const storyOf = (key: string, title: string) => {
  const story = {
    ...{ key, title, type: 'feature' as const, priority: 'medium' as const, why: 'So.', estimate: 1 },
    ...{ criteria: [{ text: 'It is.', check: 'review' as const }], dependsOn: [], questions: [] },
  };
  return storySpecification({ summary: '', stories: [story], questions: [] }, story, { of: 7, url: repository.url });
};

const weekly = storyOf('weekly', 'Add a command that lists all weekly reports of one person');
const monthly = storyOf('monthly', 'Add a command that lists all monthly reports of one person');
const open = (number: number, over: Partial<Task> = {}): Task => ({
  ...{ ...weekly, status: 'ready', number, since: NOON },
  ...over,
});
const ledgerOf = (...tasks: Task[]): Ledger => ({
  ...EMPTY_LEDGER,
  tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
});
const child = (over: object = {}): Proposal => ({
  ...{ kind: 'link-child', subject: '#9 below #7', task: weekly.id, key: 'weekly', number: 9, parent: 7 },
  ...over,
});

describe('a sub-issue', () => {
  it('is put below the issue that its story is of, also where people opened what a person approved', () => {
    expect(verdictOn(child(), bench({ ledger: ledgerOf(open(9)) }))).toBeNull();
    expect(verdictOn(child(), bench({ ledger: ledgerOf(open(9)), mode: 'suggest' }))).toBeNull();
  });

  it.each([
    ['is no task', child(), ledgerOf(), 'no open task'],
    ['stands under another number', child({ number: 10 }), ledgerOf(open(9)), 'no open task'],
    ['is over', child(), ledgerOf(open(9, { status: 'suggested' })), 'no open task'],
    ['is a story of another issue', child({ parent: 8 }), ledgerOf(open(9)), 'no story of the plan of #8'],
    ['is another story', child({ key: 'monthly' }), ledgerOf(open(9)), 'no story of the plan'],
    ['was linked before', child(), ledgerOf(open(9, { child: 'refused' })), 'linked before'],
  ])('is refused where it %s', (_, proposal, ledger, reason) => {
    expect(verdictOn(proposal, bench({ ledger }))?.reason).toContain(reason);
  });
});

describe('a story that sounds like another', () => {
  const stub = {
    ...{
      number: 9,
      kind: 'issue' as const,
      title: untrusted(weekly.title),
      author: 'a',
      open: true,
      stateReason: null,
    },
    ...{ createdAt: NOON, updatedAt: NOON, labels: [] },
  };
  const opening: Proposal = { kind: 'open-issue', subject: monthly.id, specification: monthly };

  it('of its plan is opened: a person saw them side by side', () => {
    expect(verdictOn(opening, bench({ ledger: ledgerOf(open(9)), titles: [stub] }))).toBeNull();
  });

  it('that is anybody else’s issue is not', () => {
    expect(verdictOn(opening, bench({ ledger: ledgerOf(), titles: [stub] }))?.reason).toBe('already reported (#9)');
  });
});
