/** What people arranged on GitHub flows back into tasks; what tasks need is said to GitHub once. */
import { linkProposals, relationEvents } from '@steward/core/decide/relations.ts';
import { applyAll } from '@steward/core/domain/apply.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { type Related, type Relations, unlinked, watchedNumbers } from '@steward/core/domain/standing.ts';
import { asRanked, type Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { ledgerAfter, NOON, task } from '../support/memory.ts';

const relations = (number: number, change: Partial<Relations> = {}): Relations => ({
  ...{ number, open: true, labels: [], blockedBy: [], blocking: [], subIssues: [], type: null, due: null },
  ...change,
});
const at = (number: number, change: object = {}) => ({ number, open: true, elsewhere: false, ...change });
const related = (...issues: Relations[]): Related => ({ issues, dependencies: true });
const one = task('one', { number: 1 });
const two = task('two', { number: 2 });
const ledgerOf = (...tasks: Task[]) => ledgerAfter(tasks.map((item) => ({ kind: 'adopted', task: item })));
const learned = (ledger: ReturnType<typeof ledgerOf>, seen: Related) =>
  applyAll(ledger, relationEvents(ledger, seen, DEFAULT_CONFIG), NOON);

describe('what people say on an issue', () => {
  it('wins over what Steward thought, and goes with them', () => {
    const said = relations(1, {
      ...{ labels: ['low', 'P1', 'Steward:Next'], type: 'Bug', due: '2026-12-01T08:00:00Z' },
      blockedBy: [at(70), at(71, { open: false }), at(5, { elsewhere: true })],
      subIssues: [at(80), at(81, { open: false })],
      blocking: [at(90), at(91, { open: false })],
    });
    const ranked = learned(ledgerOf(one), related(said));
    const standing = {
      ...{ priority: 'high', type: 'bug-fix', due: '2026-12-01', next: true },
      ...{ awaits: [70, 80], elsewhere: 1, holds: 1 },
    };
    expect(ranked.tasks[one.id]?.standing).toEqual(standing);
    expect(asRanked(ranked.tasks[one.id] as Task)).toMatchObject({
      priority: 'high',
      type: 'bug-fix',
      deadline: '2026-12-01',
    });
    expect([...watchedNumbers(ranked.tasks)].sort()).toEqual([1, 70, 80]);
    expect(relationEvents(ranked, related(said), DEFAULT_CONFIG)).toEqual([]);
    const quiet = learned(ranked, related(relations(1)));
    expect(quiet.tasks[one.id]).toEqual(one);
  });

  it('is read by the owner’s own names, and never from what Steward itself thinks', () => {
    const labels = { ...DEFAULT_CONFIG.labels, map: { 'priority:urgent': 'Blocker!' } };
    const standing = (names: string[]) =>
      relationEvents(ledgerOf(one), related(relations(1, { labels: names })), { labels }).map((event) =>
        event.kind === 'ranked' ? event.standing?.priority : event.kind,
      );
    expect(standing(['blocker!'])).toEqual(['urgent']);
    expect(standing(['priority:medium', 'low'])).toEqual(['low']);
    expect(standing(['priority:medium'])).toEqual([]);
  });

  it('gives way to what a person raised on the dashboard, where that is more urgent', () => {
    const standing = { priority: 'low' as const };
    expect(asRanked({ ...one, standing, raised: 'high' }).priority).toBe('high');
    expect(asRanked({ ...one, standing: { priority: 'urgent' }, raised: 'high' }).priority).toBe('urgent');
  });

  it('stays as it was where it was not seen', () => {
    const said = relations(1, { labels: ['P1'], blockedBy: [at(70)], blocking: [at(90)], subIssues: [at(80)] });
    const ranked = learned(ledgerOf(one), related(said));
    const blind = relations(1, { labels: null, blockedBy: null, blocking: null, subIssues: null });
    expect(relationEvents(ranked, related(blind), DEFAULT_CONFIG)).toEqual([]);
  });

  it('changes nothing of an issue that is closed, or no task', () => {
    const seen = related(relations(1, { open: false, labels: ['P0'] }), relations(9, { labels: ['P0'] }));
    expect(relationEvents(ledgerOf(one), seen, DEFAULT_CONFIG)).toEqual([]);
  });
});

describe('a dependency', () => {
  it('that people add is a need, and one that they take away is none any more [CW-6]', () => {
    const added = learned(ledgerOf(one, two), related(relations(2, { blockedBy: [at(1)] })));
    expect(added.tasks[two.id]).toMatchObject({ dependsOn: [one.id], links: { [one.id]: 'native' } });
    expect(learned(added, related(relations(2))).tasks[two.id]).toEqual(two);
  });

  it('that Steward told GitHub of stays its own while it is there', () => {
    const needy = { ...two, dependsOn: [one.id], links: { [one.id]: 'own' as const } };
    expect(relationEvents(ledgerOf(one, needy), related(relations(2, { blockedBy: [at(1)] })), DEFAULT_CONFIG)).toEqual(
      [],
    );
    expect(learned(ledgerOf(one, needy), related(relations(2))).tasks[two.id]).toEqual(two);
  });

  it('that GitHub does not know yet is kept and proposed, once', () => {
    const needy = { ...two, dependsOn: [one.id] };
    const ledger = ledgerOf(one, needy);
    const seen = related(relations(1), relations(2));
    expect(relationEvents(ledger, seen, DEFAULT_CONFIG)).toEqual([]);
    expect(unlinked(ledger.tasks).map(({ task: { number }, needs }) => [number, needs.number])).toEqual([[2, 1]]);
    const [proposal] = linkProposals(ledger, seen, 'assist');
    expect(proposal).toEqual({
      ...{ kind: 'link-dependency', subject: '#2 blocked by #1', task: two.id, needs: one.id, number: 2, blockedBy: 1 },
    });
    for (const as of ['own', 'native', 'refused'] as const) {
      const told = applyAll(ledger, [{ kind: 'linked', task: two.id, needs: one.id, as }], NOON);
      expect(linkProposals(told, seen, 'assist')).toEqual([]);
    }
    expect(linkProposals(ledger, seen, 'suggest')).toEqual([]);
  });

  it('is never proposed into a circle, nor where an end was not seen', () => {
    const circle = ledgerOf({ ...one, dependsOn: [two.id] }, { ...two, dependsOn: [one.id] });
    expect(linkProposals(circle, related(relations(1), relations(2)), 'assist')).toEqual([]);
    const ledger = ledgerOf(one, { ...two, dependsOn: [one.id] });
    expect(linkProposals(ledger, related(relations(2)), 'assist')).toEqual([]);
  });

  it('is not asked for again where the server has none, and the order keeps it', () => {
    const ledger = ledgerOf(one, { ...two, dependsOn: [one.id] });
    const seen = { ...related(relations(1), relations(2)), dependencies: false };
    expect(linkProposals(ledger, seen, 'assist')).toEqual([]);
    const known = learned(ledger, seen);
    expect(known.tasks[two.id]?.dependsOn).toEqual([one.id]);
    expect(unlinked(known.tasks)).toEqual([]);
  });

  it('on a task that ended does not come back, nor go, by being closed on GitHub', () => {
    const linked = { ...two, dependsOn: ['ended-task-1'], links: { 'ended-task-1': 'native' as const } };
    const seen = related(relations(2, { blockedBy: [at(1, { open: false })] }));
    expect(relationEvents(ledgerOf(linked), seen, DEFAULT_CONFIG)).toEqual([]);
  });
});
