// Which token and which setting each thing needs, from what the actions ask for and the workflow says of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neededPermissions } from '../packages/core/src/decide/doctor/needed.ts';
import type { AgentKind } from '../packages/core/src/domain/agent.ts';
import { AGENT_PRESETS } from '../packages/core/src/domain/agent-presets.ts';
import { MODES } from '../packages/core/src/domain/config.ts';
import type { SetUp } from '../packages/core/src/domain/set-up.ts';
import { readConfiguration } from '../packages/core/src/runtime/configuration.ts';
import { OPTIONAL_PERMISSIONS, PERMISSIONS } from '../packages/core/src/runtime/inputs.ts';
import { cell, table } from './action-docs.ts';

/** What each permission is for, as `workflows/steward.yml` says it beside the line that grants it. */
function wordsOf(root: string): Map<string, string> {
  const text = readFileSync(join(root, 'workflows/steward.yml'), 'utf8');
  return new Map(
    [...text.matchAll(/^ {6}([a-z-]+): (?:read|write) # (.+)$/gm)].map(([, name = '', words = '']) => [name, words]),
  );
}

export function permissionsTable(root: string): string {
  const words = wordsOf(root);
  const needed = Object.entries(PERMISSIONS).map(([name, level]) => {
    const use = words.get(name);
    if (use === undefined) throw new Error(`workflows/steward.yml does not say what ${name} is for.`);
    return [cell(use), `\`${name}: ${level}\``, 'yes'];
  });
  const more = Object.entries(OPTIONAL_PERMISSIONS).map(([name, { level, for: use }]) => [
    cell(use),
    `\`${name}: ${level}\``,
    'no',
  ]);
  const starts = ['starting agents of kind `workflow`', '`actions: write`', 'for such agents'];
  return table(['For', "Permission of the job's token", 'Needed'], [...needed, ...more, starts]);
}

/** What the doctor asks of a token, mode by mode, with an agent of kind `workflow` in the last. */
export function modesTable(): string {
  const config = readConfiguration('agents: { robot: { kind: workflow } }', 'steward.yml');
  const needs = { permissions: PERMISSIONS } as unknown as NonNullable<SetUp['needs']>;
  const rows = MODES.map((mode) => {
    const wanted = Object.entries(neededPermissions({ mode, config } as SetUp, needs));
    return [`\`${mode}\``, wanted.map(([name, level]) => `\`${name}: ${level}\``).join(', ')];
  });
  return table(['Mode', 'Needs'], rows);
}

const BY_KIND: Readonly<Record<AgentKind, readonly [token: string, setting: string]>> = {
  workflow: [
    "the job's own",
    '`actions: write` in the job; Settings, Actions, General: *Allow GitHub Actions to create and approve pull requests*, where the agent opens one with its own job’s token',
  ],
  mention: [
    "an App's or a person's, as `agent-token`",
    'the secret `STEWARD_AGENT_TOKEN`; the agent’s workflow has to let that account in (`STEWARD_APP_LOGIN` in `steward-mention.yml`)',
  ],
  copilot: [
    "a person's who has Copilot, as `agent-token`",
    'the secret `STEWARD_AGENT_TOKEN`; Copilot’s coding agent switched on for the repository',
  ],
  person: ["the job's own", 'the person may be assigned: they can read the repository'],
};

export function agentsTable(): string {
  const presets = Object.entries(AGENT_PRESETS);
  const rows = (Object.keys(BY_KIND) as AgentKind[]).map((kind) => {
    const names = presets.filter(([, preset]) => preset.kind === kind).map(([name]) => `\`${name}\``);
    return [`\`${kind}\``, names.join(', '), ...BY_KIND[kind]];
  });
  return table(['Agents of kind', 'Presets', 'Token that reaches them', 'Setting'], rows);
}
