// What a newcomer takes from the README holds: the commands that set a repository up, the picture, the length, the links.
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRepository, steward, temporaryFolder } from '../cli/stage.ts';
import { root } from '../support/source.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^npx steward (init .*?)(?: {2,}#.*)?$/gm)].map(([, words = '']) =>
  words.split(' '),
);

test('the commands that set a repository up write there and bring it up to date', async () => {
  const place = temporaryFolder();
  makeRepository(join(place, 'your-project'));
  mkdirSync(join(place, 'steward'));
  expect(commands).toHaveLength(2);
  for (const words of commands) expect(await steward(join(place, 'steward'), words)).toMatchObject({ code: 0 });
  expect(existsSync(join(place, 'your-project/.github/workflows/steward.yml'))).toBe(true);
});

test('every option of init that the README names is one', async () => {
  const { out } = await steward(root, ['init', '--help']);
  const named = /## Set it up[\s\S]*?\n## /.exec(readme)?.[0].match(/--[a-z]+/g) ?? [];
  expect(named.length).toBeGreaterThan(2);
  for (const option of named) expect(out).toContain(`${option} `);
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
