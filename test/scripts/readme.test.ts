// What a newcomer copies from the README holds: the workflow, its permissions and inputs, the picture, the length.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS } from '@steward/core/runtime/inputs.ts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readManifest } from '../../scripts/action-docs.ts';
import { root } from '../support/source.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text));
const workflow = blocks.find((block) => block.jobs !== undefined);

test('the workflow to copy gives one job the permissions of its action and nothing else', () => {
  expect(workflow.permissions).toEqual({});
  expect(Object.keys(workflow.jobs)).toEqual(['cycle']);
  expect(workflow.jobs.cycle.permissions).toEqual(PERMISSIONS);
  expect(workflow.jobs.cycle['timeout-minutes']).toBeGreaterThan(0);
});

test('the workflow to copy runs twice an hour off the full hour, and never beside itself', () => {
  const [minutes, ...rest] = workflow.on.schedule[0].cron.split(' ');
  expect(rest).toEqual(['*', '*', '*', '*']);
  const [first, second] = minutes.split(',').map(Number);
  expect(second - first).toBe(30);
  expect(first % 5).not.toBe(0);
  expect(workflow.concurrency).toEqual({ group: 'steward', 'cancel-in-progress': false });
});

test('the workflow to copy names an action by commit, and only inputs that it has', () => {
  const [step, ...others] = workflow.jobs.cycle.steps;
  expect(others).toEqual([]);
  const [, folder = ''] = /^OWNER\/steward\/(actions\/[a-z-]+)@COMMIT$/.exec(step.uses) ?? [];
  const { inputs } = readManifest(root, folder);
  for (const name of Object.keys(step.with)) expect(Object.keys(inputs)).toContain(name);
});

test('the README has one picture, of less than 150 kB, and fewer than 200 lines', () => {
  const pictures = [...readme.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
  expect(pictures).toHaveLength(1);
  expect(statSync(join(root, pictures[0]?.[2] ?? '')).size).toBeLessThan(150_000);
  expect(readme.trimEnd().split('\n').length).toBeLessThan(200);
});

test('every file that the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(5);
  for (const path of links) expect(statSync(join(root, path)).isFile()).toBe(true);
});
