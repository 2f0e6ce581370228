/** The workflows that people copy to run Steward: what they promise, and that they fit the action, its permissions and each other. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, readTemplates } from '@steward/cli/init/template.ts';
import { MODES } from '@steward/core/domain/config.ts';
import { PERMISSIONS } from '@steward/core/runtime/inputs.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FOCUSES } from '../../actions/generate-tasks/inputs.ts';
import { ACTIONS, inputs as cycleInputs } from '../../actions/run-cycle/inputs.ts';
import { readManifest } from '../../scripts/action-docs.ts';
import { PINS, pinsIn } from '../support/pins.ts';
import { readSources, root } from '../support/source.ts';
import { testWithTool } from '../support/tool.ts';

const textOf = (name: string): string => readFileSync(join(root, 'workflows', name), 'utf8');
const text = textOf('steward.yml');
const caller = textOf('steward-caller.yml');
const [workflow, calling] = [parse(text), parse(caller)];
const { inputs } = readManifest(root, 'actions/run-cycle');

// Given in the file itself, by whoever edits it.
const HANDED = ['agent-token', 'anthropic-api-key', 'openai-api-key'];
const FIXED = [
  ...['github-token', 'config', 'ledger', 'log-level', 'log-format', 'log-file', ...HANDED],
  ...[
    'gemini-api-key',
    'deepseek-api-key',
    'openrouter-api-key',
    'compatible-api-key',
    'model',
    'base-url',
    'max-tokens',
    'redis-url',
  ],
];

describe('workflows/steward.yml', () => {
  test('has at most 60 lines, and 20 where it is called', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    expect(caller.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  test('looks each half hour off the full hour, and once a day for the upkeep [CW-1]', () => {
    const crons = workflow.on.schedule.map(({ cron }: { cron: string }) => cron);
    expect(crons).toEqual(['7,37 * * * *', '11 6 * * *']);
    expect(calling.on.schedule).toEqual(workflow.on.schedule);
    for (const minute of crons.flatMap((cron: string) => cron.split(' ')[0]?.split(',') ?? []))
      expect(Number(minute) % 5).not.toBe(0);
  });

  test('says how far it goes before anything else', () => {
    const keys = text.split('\n').filter((line) => /^ *[\w-]+:/.test(line));
    expect(keys.slice(0, 3).map((line) => line.split(':')[0]?.trim())).toEqual(['name', 'env', 'mode']);
    expect(workflow.env).toEqual({ mode: 'suggest' });
    for (const mode of MODES) expect(keys[2]).toContain(mode);
  });

  test('has an input for each of the action that is not given in the file, and no other', () => {
    const asked = Object.keys(inputs).filter((name) => !FIXED.includes(name));
    expect(Object.keys(workflow.on.workflow_dispatch.inputs).sort()).toEqual(asked.sort());
    expect(Object.keys(workflow.on.workflow_call.inputs).sort()).toEqual(asked.sort());
    for (const name of FIXED) expect(Object.keys(inputs)).toContain(name);
    for (const name of Object.keys(calling.jobs.steward.with)) expect(asked).toContain(name);
    for (const name of Object.keys(calling.on.workflow_dispatch.inputs)) expect(asked).toContain(name);
  });

  test('hands each input to the action, and one left empty is the default of the action [CW-16]', () => {
    const given = workflow.jobs.cycle.steps[0].with;
    for (const name of ['action', 'focus', 'max-tasks', 'undo']) expect(given[name]).toBe(`\${{ inputs.${name} }}`);
    expect(given.mode).toBe(`\${{ inputs.mode != 'as set' && inputs.mode || env.mode }}`);
    expect(Object.keys(given).sort()).toEqual([...Object.keys(workflow.on.workflow_call.inputs), ...HANDED].sort());
    for (const name of ['focus', 'action', 'max-tasks'] as const) expect(cycleInputs[name].default).not.toBe('');
    expect(Object.values(workflow.on.workflow_call.inputs)).toEqual(Array(5).fill({ type: 'string' }));
  });

  test('offers by hand what the action knows: what to do, and which kind of work [CW-15]', () => {
    const offered = workflow.on.workflow_dispatch.inputs;
    expect(offered.action.options).toEqual(ACTIONS);
    expect(offered.focus.options).toEqual(FOCUSES);
    expect(offered.mode.options).toEqual(['as set', ...MODES]);
    expect(offered['max-tasks'].description).toContain(`(${cycleInputs['max-tasks'].default})`);
  });

  test('gives its one job the permissions of the action, each with a reason, and the caller grants the same', () => {
    expect(Object.keys(workflow.jobs)).toEqual(['cycle']);
    expect(workflow.jobs.cycle.permissions).toEqual(PERMISSIONS);
    expect(calling.jobs.steward.permissions).toEqual(PERMISSIONS);
    for (const [scope, level] of Object.entries(PERMISSIONS))
      expect(text).toMatch(new RegExp(`^ {6}${scope}: ${level} # \\w+`, 'm'));
  });

  test('stops by one variable before a job starts, has a time limit, and never runs beside itself', () => {
    const { cycle } = workflow.jobs;
    expect(cycle.if).toBe("vars.STEWARD_PAUSED != 'true'");
    expect(cycle['runs-on']).toBe('ubuntu-slim');
    // GitHub ends a job on that runner at 15 minutes, without a word of ours.
    expect(cycle['timeout-minutes']).toBeLessThan(15);
    expect(workflow.concurrency).toEqual({ group: 'steward', 'cancel-in-progress': false });
    expect(calling.concurrency['cancel-in-progress']).toBe(false);
    expect(calling.concurrency.group).not.toBe(workflow.concurrency.group);
  });

  test('keeps what leaving exports, however that run ended, and in every other run nothing', () => {
    const [cycle, keep, ...others] = workflow.jobs.cycle.steps;
    expect([others, cycle.id, keep.if]).toEqual([[], 'cycle', "always() && steps.cycle.outputs.export != ''"]);
    expect(keep.uses).toMatch(/^actions\/upload-artifact@/);
    expect(keep.with).toEqual({ name: 'steward-export', path: '${{ steps.cycle.outputs.export }}' });
    expect(Object.keys(readManifest(root, 'actions/run-cycle').outputs ?? {})).toContain('export');
  });

  test('asks for its secrets by name, and needs none [CW-19]', () => {
    const named = new Set([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name));
    expect(Object.keys(workflow.on.workflow_call.secrets)).toEqual([...named]);
    expect([...named].sort()).toEqual(['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'STEWARD_AGENT_TOKEN']);
    expect(Object.values(workflow.on.workflow_call.secrets)).toEqual(Array(3).fill({ required: false }));
  });

  test.each(readTemplates(root))('is known as template $name $number by its digest', ({ name, number, lines }) => {
    const isOld = readTemplates(root).some((one) => one.name === name && one.number > number);
    const file = isOld ? `history/${name}-${number}.yml` : `${name}.yml`;
    // Changed? If anybody can have the old one, keep it as workflows/history/NAME-NUMBER.yml and count up; then write this digest.
    expect(textOf(file)).toContain(`# steward-template: ${name} ${number} ${digestOf(lines)}\n`);
  });

  for (const name of ['steward.yml', 'steward-caller.yml']) {
    const path = join(root, 'workflows', name);
    testWithTool('actionlint', `passes actionlint as ${name}`, (tool) => {
      expect(execFileSync(tool, ['-shellcheck=', '-pyflakes=', path], { encoding: 'utf8' })).toBe('');
    });
  }
});

test('the actions of other people are pinned in one place, and everything that names one agrees', () => {
  const sources = readSources(/^(\.github\/workflows|workflows)\/.*\.(yml|md)$|^README\.md$/);
  const used = sources.flatMap(({ text: words }) => pinsIn(words));
  const known = Object.entries(PINS).map(([action, pin]) => `${action}@${pin}`);
  expect([...new Set(used)].sort()).toEqual(known.sort());
});
