/** Whose work a pull request is while an agent has its task. */
import { belongingOf, type Comer, type Holder, isOthers, namedBy } from '@steward/core/decide/review/belonging.ts';
import { describe, expect, it } from 'vitest';
import { NOON } from '../../support/memory.ts';

const TASK = '0123456789ab';
const AGENTS = [
  { name: 'first', kind: 'mention', phrase: '@first' },
  { name: 'writer', kind: 'mention', phrase: '@gemini-cli' },
  { name: 'reserve', kind: 'mention', phrase: '@codex' },
  { name: 'robot', kind: 'workflow' },
  { name: 'copilot', kind: 'copilot' },
] as const;

const holder = (change: Partial<Holder> = {}): Holder => ({
  ...{ task: TASK, attempt: 2, agent: 'first', kind: 'mention', at: NOON, login: null },
  ...change,
});
const of = (pull: Partial<Comer>, change: Partial<Holder> = {}) =>
  belongingOf({ branch: 'fix', fork: false, author: 'first[bot]', createdAt: NOON, ...pull }, holder(change), {
    agents: AGENTS,
    identities: ['steward-app[bot]'],
  });
const told = `steward/${TASK}-2`;
const copilot = { agent: 'copilot', kind: 'copilot' } as const;
const person = { agent: 'octo', kind: 'person', login: 'octo' } as const;

describe('a pull request is', () => {
  it.each<[string, Partial<Comer>, Partial<Holder>]>([
    ['on the branch that it was told, whoever opened it', { branch: told, author: 'ada' }, {}],
    ['of the agent by its login', { author: 'first[bot]' }, {}],
    ['of the agent by what starts it', { author: 'chatgpt-codex-connector[bot]' }, { agent: 'reserve' }],
    [
      'of the agent by its branch, opened by a person',
      { branch: 'gemini/issue-7', author: 'ada' },
      { agent: 'writer' },
    ],
    ['on a branch of the tool that it runs', { branch: 'claude/issue-7', author: 'ada' }, { agent: 'robot' }],
    ['of Copilot', { branch: 'copilot/fix-7', author: 'copilot-swe-agent[bot]' }, copilot],
    ['of an app that is nobody else’s', { author: 'our-app[bot]' }, {}],
    ['of the person who has the task, also in a fork', { author: 'octo', fork: true }, person],
    ['of the run that was dispatched', { author: 'copilot-swe-agent[bot]', run: '99' }, { agent: 'robot' }],
  ])('its own: %s', (_, pull, change) => {
    expect(of(pull, change)).toBe('own');
  });

  it.each<[string, Partial<Comer>, Partial<Holder>]>([
    ['from a fork, by an app of the same name', { fork: true }, {}],
    ['of another agent by its login', { author: 'copilot-swe-agent[bot]' }, {}],
    ['of another agent by its branch', { branch: 'codex/fix', author: 'ada' }, {}],
    ['of an app, where a person has the task', { author: 'our-app[bot]' }, person],
    ['of an attempt that is not made yet', { branch: `steward/${TASK}-3` }, {}],
  ])('nobody’s that counts: %s', (_, pull, change) => {
    expect(of(pull, change)).toBe('other');
  });

  it.each<[string, Partial<Comer>]>([
    ['on the branch of the attempt before', { branch: `steward/${TASK}-1` }],
    ['older than the attempt', { createdAt: '2026-11-19T12:00:00.000Z' }],
  ])('of the attempt before: %s', (_, pull) => {
    expect(of(pull)).toBe('earlier');
  });

  it.each<[string, Partial<Comer>, Partial<Holder>]>([
    ['in the repository', { author: 'ada' }, {}],
    ['in a fork, whatever its branch is called', { branch: told, author: 'ada', fork: true }, {}],
    ['of another than the one who has the task', { author: 'ada' }, person],
  ])('a person’s: %s', (_, pull, change) => {
    expect(of(pull, change)).toBe('person');
  });
});

it('an account is another agent’s by its name or by what starts it, unless it is this one’s or nobody’s', () => {
  const others = (login: string, agent = 'first') => isOthers(login, { agent }, AGENTS);
  for (const login of ['chatgpt-codex-connector[bot]', 'copilot-swe-agent[bot]', 'reserve[bot]', 'robot'])
    expect(others(login)).toBe(true);
  for (const login of ['first[bot]', 'our-agents[bot]', 'github-actions[bot]', 'ada'])
    expect(others(login)).toBe(false);
  expect(others('chatgpt-codex-connector[bot]', 'reserve')).toBe(false);
  // Of an agent that is not configured any more nobody knows what it is called.
  expect(others('first[bot]', 'gone')).toBe(false);
});

it('a branch names its task, and its attempt where it says so', () => {
  const named = (branch: string, fork = false) => namedBy({ branch, fork });
  expect(named(told)).toEqual({ task: TASK, attempt: 2 });
  expect(named(`${told}-again`)).toEqual({ task: TASK, attempt: 2 });
  expect(named(`steward/${TASK}`)).toEqual({ task: TASK });
  expect(named(`steward/${TASK}-again`)).toEqual({ task: TASK });
  expect(named(`steward/${TASK}x`)).toBeNull();
  expect(named(told, true)).toBeNull();
});
