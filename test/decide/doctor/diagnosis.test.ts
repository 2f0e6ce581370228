// What doctor makes of facts that no sandbox has: tokens, machines, and what may not be known.
import { diagnose } from '@steward/core/decide/doctor/diagnosis.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { Machine, SetUp, TokenFacts } from '@steward/core/domain/set-up.ts';
import { NOT_ASKED } from '@steward/core/observe/set-up.ts';
import { describe, expect, test } from 'vitest';
import { NOON } from '../../support/memory.ts';

const MACHINE: Machine = { node: '24.19.0', version: '1.2.10', vendored: null, event: 'schedule' };
const TOKEN: TokenFacts = { kind: 'classic', login: 'pia', scopes: ['repo'] };

const facts = (change: Partial<SetUp> = {}): SetUp => ({
  ...NOT_ASKED,
  ...{ now: NOON, repository: 'acme/dur', home: 'https://github.com/acme/dur', branch: 'main' },
  ...{ stateBranch: 'steward/state', configPath: '.github/steward.yml', mode: 'suggest', config: DEFAULT_CONFIG },
  ...{ configFaults: [], defaults: null, private: false, archived: false, hasIssues: true, pinned: [] },
  ...{ committedAt: NOON, memory: { kind: 'absent' }, token: TOKEN, needs: null, machine: MACHINE },
  ...{ workflows: null, localCycle: null },
  ...change,
});

const idsOf = (change: Partial<SetUp>): string[] => diagnose(facts(change)).findings.map(({ id }) => id);

describe('diagnosis', () => {
  test.each<[string, Partial<SetUp>, string[]]>([
    ['nothing', {}, []],
    ['a token without the scope', { token: { ...TOKEN, scopes: ['gist'] } }, ['token-scopes']],
    ['the scope for public ones alone', { token: { ...TOKEN, scopes: ['public_repo'] } }, []],
    ['that in a private one', { private: true, token: { ...TOKEN, scopes: ['public_repo'] } }, ['token-scopes']],
    ['a token that has permissions instead', { token: { ...TOKEN, scopes: null } }, []],
    ['an old Node', { machine: { ...MACHINE, node: '22.11.0' } }, ['node-old']],
    ['an older copy', { machine: { ...MACHINE, vendored: '1.2.9' } }, ['vendored-old']],
    ['the same copy', { machine: { ...MACHINE, vendored: '1.2.10' } }, []],
    ['a newer copy', { machine: { ...MACHINE, vendored: '1.3.0' } }, ['vendored-newer']],
    [
      'a run by an event of anybody',
      { machine: { ...MACHINE, event: 'pull_request_target' } },
      ['workflow-untrusted-event'],
    ],
    ['pins of which one is no dashboard', { pinned: [1, 2, 3] }, ['pins-taken']],
    [
      'rules that Steward keeps',
      { branchRules: { kind: 'known', value: ['deletion', 'non_fast_forward', 'required_signatures'] } },
      [],
    ],
    [
      'a rule against making the branch, while there is none',
      { branchRules: { kind: 'known', value: ['creation'] } },
      ['state-branch-rules'],
    ],
  ])('of %s [AR-24]', (_, change, ids) => {
    expect(idsOf(change)).toEqual(ids);
  });

  test('what may not be known is said to be unknown, and finds nothing', () => {
    const unknown = { kind: 'unknown' as const, reason: 'could not be read with this token' };
    const told = diagnose(facts({ actions: unknown, secrets: unknown, branchRules: unknown }));
    expect(told.findings).toEqual([]);
    expect(told.unknown.map(({ what }) => what)).toEqual([
      'whether Actions is switched on, and whose actions it allows',
      'rules of the state branch',
      'names of secrets',
    ]);
  });
});
