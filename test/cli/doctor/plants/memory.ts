// Of memory and the agents.
import { configured, overwritten, type Plant, replaced, settings } from './plant.ts';

export const MEMORY_PLANTS: readonly Plant[] = [
  {
    id: 'paused',
    plant: (plan) => void plan.memory?.push({ kind: 'paused', paused: true, by: 'pia' }),
    what: /Steward is paused/,
    remedy: /Resume/,
  },
  {
    id: 'state-branch-rules',
    plant: settings({ rules: [{ branch: '*', types: ['pull_request', 'deletion', 'non_fast_forward'] }] }),
    what: /A ruleset asks for pull requests on `steward\/state`/,
    remedy: /Exclude `steward\/state`/,
  },
  {
    id: 'state-branch-protected',
    plant: settings({ protectedBranches: ['steward/state'] }),
    what: /is a protected branch/,
    remedy: /out of the pattern/,
    alone: true,
  },
  {
    id: 'state-branch-pages',
    plant: settings({ pagesBranch: 'steward/state' }),
    what: /GitHub Pages publishes `steward\/state`/,
    remedy: /another branch/,
  },
  {
    id: 'state-branch-deployed',
    plant: (plan) => {
      plan.world.deployments = [{ environment: 'Preview', ref: 'main' }];
      plan.besides.push(({ world }) => {
        for (const one of world.data.deployments) one.ref = 'steward/state';
      });
    },
    what: /is deployed to `Preview`/,
    remedy: /ignored branches/,
  },
  {
    id: 'state-unreadable',
    plant: overwritten('{"schema":', 'acme'),
    what: /cannot be believed: state\.json is cut short/,
    remedy: /rebuild/,
    alone: true,
  },
  {
    id: 'state-newer',
    plant: overwritten('{"schema": 99}', 'acme'),
    what: /it is of schema 99/,
    remedy: /newer version/,
    alone: true,
  },
  {
    id: 'state-forged',
    plant: overwritten('{"schema":1,"sequence":3,"claims":{},"shards":{"tasks":{}}}', 'mallory'),
    what: /its last commit is by mallory, not by Steward/,
    remedy: /put it back/,
    alone: true,
  },
  {
    id: 'dashboard-closed',
    plant: (plan) =>
      void plan.memory?.push(
        { kind: 'dashboard-opened', intent: 'abcdefabcdef', number: 4, digest: 'd' },
        { kind: 'dashboard-seen', open: false },
      ),
    what: /The dashboard \(#4\) is closed/,
    remedy: /Reopen it/,
  },
  {
    id: 'agent-token-missing',
    plant: (plan) => {
      configured('agents: { helper: { preset: claude } }\n')(plan);
      replaced('action: auto', 'action: auto\n          agent-token: ${{ secrets.STEWARD_AGENT_TOKEN }}')(plan);
    },
    what: /`helper` cannot be reached/,
    remedy: /as `agent-token`/,
  },
  {
    id: 'agent-workflow-missing',
    plant: configured('agents: { robot: { workflow: robot.yml } }\n'),
    what: /is to run robot\.yml, and .* no such file/,
    remedy: /Add that workflow/,
    alone: true,
  },
  {
    id: 'agent-unassignable',
    plant: configured('agents: { boss: { kind: person, login: nobody-here } }\n'),
    what: /nobody-here cannot be assigned/,
    remedy: /give nobody-here access/,
    alone: true,
  },
  {
    id: 'identity-nobody',
    plant: configured('identities: [no-such-bot]\n'),
    what: /names no-such-bot, and GitHub knows no such account/,
    remedy: /Correct the name/,
  },
];
