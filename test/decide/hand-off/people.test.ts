/** Who is asked about a task: the owner of its code who has least, never who gave it back. */
import { peopleFor } from '@steward/core/decide/hand-off/people.ts';
import { parseCodeOwners } from '@steward/core/domain/code-owners.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { lease, NOON, task } from '../../support/memory.ts';

const work = task('a', { scope: { paths: ['src/a.ts', 'docs/**'], not: [] } });
const found = (text: string, change: { task?: Partial<Task>; ledger?: Ledger; chosen?: string[]; who?: string } = {}) =>
  peopleFor({ ...work, ...change.task }, change.who ?? 'code-owners', {
    ...{ ledger: change.ledger ?? EMPTY_LEDGER, owners: parseCodeOwners(text), owner: 'Octo' },
    chosen: change.chosen ?? [],
  });
const leftTo = (...people: string[]): Ledger => ({
  ...EMPTY_LEDGER,
  tasks: Object.fromEntries(
    people.map((person, index) => {
      const one = task(`left ${index}`, {
        status: 'escalated',
        ask: { key: 'k', reason: 'r', people: [person], person },
      });
      return [one.id, one];
    }),
  ),
});

describe('the owners of a task’s code', () => {
  it('are those of all its paths, each once, in the order of the file', () => {
    expect(found('/src/ @hub @octo\n/docs/ @Hub @doc\n').logins).toEqual(['hub', 'octo', 'doc']);
    expect(found('/other/ @hub')).toEqual({ logins: [], team: null });
  });

  it('come by how little they have in hand: left to them, handed to them, or chosen in this run', () => {
    const owners = '* @hub @octo @doc';
    expect(found(owners, { ledger: leftTo('HUB', 'octo', 'octo') }).logins).toEqual(['doc', 'hub', 'octo']);
    expect(found(owners, { chosen: ['hub', 'hub', 'octo'] }).logins).toEqual(['doc', 'octo', 'hub']);
    const held = lease(task('b'), { kind: 'person', handed: { at: NOON, ref: 'hub' } });
    const ledger = { ...EMPTY_LEDGER, state: { ...EMPTY_LEDGER.state, leases: { [held.task]: held } } };
    expect(found(owners, { ledger }).logins).toEqual(['octo', 'doc', 'hub']);
  });

  it('are no machines, not those who gave it back, and three at most', () => {
    const back = { attempt: 1, agent: 'owners', from: NOON, to: NOON, ending: 'declined', by: 'HUB' } as const;
    expect(found('* @robot[bot] @hub @octo', { task: { attempts: [back] } }).logins).toEqual(['octo']);
    expect(found('* @a @b @c @d').logins).toEqual(['a', 'b', 'c']);
  });

  it('are looked for where its evidence lies when it may change anything, and else by who owns all', () => {
    const scope = { paths: [], not: [] };
    expect(found('* @all\n/src/ @hub', { task: { scope } }).logins).toEqual(['hub']);
    expect(found('* @all\n/src/ @hub', { task: { scope, evidence: [] } }).logins).toEqual(['all']);
  });

  it('are a team only where there is no person, and of the own organisation', () => {
    expect(found('* @octo/core @hub')).toEqual({ logins: ['hub'], team: null });
    expect(found('* @octo/core')).toEqual({ logins: [], team: 'octo/core' });
    expect(found('* @other/core')).toEqual({ logins: [], team: null });
    expect(found('', { who: 'octo/core' })).toEqual({ logins: [], team: 'octo/core' });
    expect(found('', { who: 'hub' })).toEqual({ logins: ['hub'], team: null });
  });
});
