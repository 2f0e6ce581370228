/** Agents as the owner names them: presets, defaults, and what is wrong with them. */
import { AGENT_PRESETS, PRESET_NAMES, STEWARD_WORKFLOW } from '@steward/core/domain/agent-presets.ts';
import { AGENTS, agentFaults, agentsOf } from '@steward/core/domain/agent-settings.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import { DEFAULT_ENVIRONMENT } from '@steward/core/domain/environment-settings.ts';
import { CODE_OWNERS, HAND_OFF, personFault } from '@steward/core/domain/hand-off-settings.ts';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const parsed = (agents: unknown) => v.parse(AGENTS, agents);
const agents = (settings: unknown) => agentsOf({ agents: parsed(settings) });
const faults = (settings: unknown): string[] =>
  agentFaults(parsed(settings)).map(({ path, fault, remedy }) => `${path.join('.')}: ${fault} → ${remedy}`);

describe('agents', () => {
  it('are nobody unless they are named', () => {
    expect(agentsOf({ agents: v.parse(AGENTS, undefined) })).toEqual([]);
  });

  it('of which nothing is said are dispatched with the workflow of Steward', () => {
    expect(agents({ mine: {} })).toEqual([
      {
        ...{ name: 'mine', kind: 'workflow', workflow: STEWARD_WORKFLOW, skills: {}, otherwise: 0.8 },
        ...{ capacity: 2, cost: null, environment: DEFAULT_ENVIRONMENT },
      },
    ]);
  });

  it('come in the order of their names, without those that are switched off', () => {
    const settings = { zoe: { kind: 'person' }, beta: {}, off: { enabled: false }, alpha: {} };
    expect(agents(settings).map(({ name }) => name)).toEqual(['alpha', 'beta', 'zoe']);
  });

  it('are what their preset says, and what the owner says instead', () => {
    const settings = {
      preset: 'deployment-agent-primary',
      skills: { maintenance: 0, security: 0.5 },
      ...{ capacity: 5, cost: 1.5, environment: 'staging', workflow: 'deploy.yaml', otherwise: 0.1 },
    };
    expect(agents({ deployer: settings })).toEqual([
      {
        ...{ name: 'deployer', kind: 'workflow', workflow: 'deploy.yaml', otherwise: 0.1, capacity: 5, cost: 1.5 },
        ...{ skills: { deployment: 1, maintenance: 0, security: 0.5 }, environment: 'staging' },
      },
    ]);
  });

  it('of another kind than their preset take from it only what fits', () => {
    const [one] = agents({ claude: { preset: 'claude', kind: 'workflow', workflow: 'claude.yml' } });
    expect(one).toMatchObject({ kind: 'workflow', workflow: 'claude.yml', otherwise: 0.8 });
    expect(one).not.toHaveProperty('phrase');
  });

  it('that are persons are a login, a team, or the owners of the code', () => {
    const settings = {
      a: { kind: 'person' },
      b: { kind: 'person', login: 'octo/core' },
      c: { kind: 'person', login: CODE_OWNERS },
    };
    expect(agents(settings).map(({ login, capacity }) => [login, capacity])).toEqual([
      [null, 3],
      ['octo/core', 3],
      [null, 3],
    ]);
  });
});

describe('presets', () => {
  it('stand for four vendors, the workflow of Steward, and five roles of which one is the reserve [PM-5]', () => {
    const every = Object.fromEntries(PRESET_NAMES.map((name) => [name, { preset: name }]));
    expect(faults(every)).toEqual([]);
    const byName = new Map(agents(every).map((one) => [one.name, one]));
    expect(['claude', 'codex', 'gemini'].map((name) => byName.get(name)?.phrase)).toEqual([
      ...['@claude', '@codex', '@gemini-cli'],
    ]);
    expect(byName.get('copilot')?.kind).toBe('copilot');
    expect(byName.get('steward-agent')?.workflow).toBe(STEWARD_WORKFLOW);
    const roles = [
      'deployment-agent-primary',
      'github-agent-issues',
      'code-agent-emergency',
      'monitoring-agent-system',
      'general-agent-backup',
    ];
    // For each category somebody is best, and only the reserve does what nobody is for.
    const best = (category: 'development' | 'testing' | 'deployment' | 'analysis' | 'maintenance') =>
      roles.toSorted((a, b) => (byName.get(b)?.skills[category] ?? 0) - (byName.get(a)?.skills[category] ?? 0))[0];
    expect((['development', 'testing', 'deployment', 'analysis', 'maintenance'] as const).map(best)).toEqual([
      'code-agent-emergency',
      'code-agent-emergency',
      'deployment-agent-primary',
      'github-agent-issues',
      'monitoring-agent-system',
    ]);
    expect(roles.filter((name) => (byName.get(name)?.otherwise ?? 0) > 0)).toEqual(['general-agent-backup']);
  });

  it('hold no vendor better than another', () => {
    const { claude, codex, gemini, copilot } = AGENT_PRESETS;
    const said = [claude, codex, gemini, copilot].map(({ skills, otherwise }) => JSON.stringify({ skills, otherwise }));
    expect(new Set(said).size).toBe(1);
  });
});

describe('is refused, with what to do:', () => {
  it.each([
    [
      'a path instead of the name of a workflow',
      { workflow: '.github/workflows/agent.yml' },
      'agents.x.workflow: `.github/workflows/agent.yml` is no plain name of a file that ends in .yml or .yaml → write `agent.yml`: it is looked for in .github/workflows',
    ],
    [
      'another file than a workflow',
      { workflow: 'agent.sh' },
      'agents.x.workflow: `agent.sh` is no plain name of a file that ends in .yml or .yaml → give one such as `steward-agent.yml`: it is looked for in .github/workflows',
    ],
    [
      'a mention of nothing',
      { kind: 'mention' },
      'agents.x: nobody knows what a comment has to say to start it → give `phrase`, such as `@claude`',
    ],
    [
      'what Steward listens to itself',
      { kind: 'mention', phrase: '/Steward retry' },
      'agents.x.phrase: Steward listens to `/steward` itself → give what the agent listens to',
    ],
    [
      'a phrase with markup',
      { kind: 'mention', phrase: '<!-- @claude -->' },
      'agents.x.phrase: the phrase is not one line of plain words → give one such as `@claude`, without <, > and `',
    ],
    [
      'a phrase of two lines',
      { kind: 'mention', phrase: '@claude\n/approve' },
      'agents.x.phrase: the phrase is not one line of plain words → give one such as `@claude`, without <, > and `',
    ],
    [
      'a key of another kind',
      { preset: 'copilot', phrase: '@copilot' },
      'agents.x.phrase: `phrase` says nothing of an agent of kind copilot → write `kind: mention`, or remove it',
    ],
    [
      'a login with @',
      { kind: 'person', login: '@octocat' },
      'agents.x.login: `@octocat` names neither a person nor a team → write `octocat`',
    ],
    ['no room', { capacity: 0 }, 'agents.x.capacity: with `0` it never works → give 1 or more, or `enabled: false`'],
    [
      'no skill',
      { otherwise: 0, skills: { testing: 0 } },
      'agents.x: it suits no task → give a skill above 0, or write `enabled: false`',
    ],
  ])('%s', (_, settings, expected) => {
    expect(faults({ fine: {}, x: settings })).toEqual([expected]);
  });

  it('all of it at once', () => {
    expect(faults({ a: { workflow: 'x', capacity: 0 }, b: { kind: 'mention', login: 'y' } })).toHaveLength(4);
  });

  it.each(['Claude', '-a', '1', 'a b', 'constructor', 'prototype', '__proto__', 'x'.repeat(41), ''])(
    'the name %j',
    (name) => {
      const settings = Object.defineProperty({}, name, { value: {}, enumerable: true });
      const result = v.safeParse(AGENTS, settings);
      expect(result.success && Object.keys(result.output).length > 0).toBe(false);
    },
  );
});

describe('handing off', () => {
  it('is careful where nothing is said', () => {
    expect(v.parse(HAND_OFF, undefined)).toEqual({
      ...{ 'at-once': 2, 'start-within': 30, 'silent-after': 24, attempts: 3 },
      'one-per-repository': false,
      ...{ person: 'code-owners', 'raise-after-failure': false },
    });
  });

  it('says what is wrong with who is to be asked', () => {
    const parsed = parseConfig({ 'hand-off': { person: '@octo/core' } });
    expect('faults' in parsed && parsed.faults).toMatchObject([
      { path: ['hand-off', 'person'], remedy: 'write `octo/core`' },
    ]);
    expect(parseConfig({ 'hand-off': { person: 'octo/core' } })).toHaveProperty('config');
  });

  it.each(['octocat', 'octo-org/core.team', 'code-owners', 'a', 'renovate[bot]', 'emp_corp'])(
    'reaches %s',
    (person) => {
      expect(personFault(person)).toBeNull();
    },
  );

  it.each(['-x', 'a--b', 'two words', 'a/b/c', 'org/', '@', 'x\n@y', '<b>', 'a'.repeat(40)])(
    'reaches nobody of the name %j',
    (person) => {
      expect(personFault(person)?.remedy).toBe('give a login, `org/team`, or `code-owners`');
    },
  );

  it('takes names of people without @', () => {
    expect(personFault('@octo/core')?.remedy).toBe('write `octo/core`');
  });
});
