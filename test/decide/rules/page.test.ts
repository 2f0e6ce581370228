/** The page that tells how a rule is written: its example is run as it stands there. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '@steward/core/domain/evidence.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../support/source.ts';
import { type Expected, parseArchive, projectOf } from './archive.ts';

const path = join(root, 'packages/core/RULES.md');
const page = readFileSync(path, 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

const folder = mkdtempSync(join(tmpdir(), 'steward-rule-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The example, with what it imports found from where rules stand. */
async function example(): Promise<Rule> {
  const home = join(root, 'packages/core/src/decide/rules');
  const text = block('ts').replace(
    /from '(\.[^']+)'/g,
    (_, place) => `from '${pathToFileURL(resolve(home, place)).href}'`,
  );
  const file = join(folder, 'empty-source.ts');
  writeFileSync(file, text);
  const module: Record<string, Rule> = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return Object.values(module)[0] as Rule;
}

describe('the page about rules', () => {
  it('shows a rule that finds what its fixture says', async () => {
    const rule = await example();
    const expected: Expected = JSON.parse(block('json'));
    const found = rule.find(projectOf(parseArchive(block('text')), expected));
    expect(found.map((one) => `${one.path}:${one.line} ${one.cause.slice(rule.name.length + 1)}`)).toEqual(
      expected.findings,
    );
    expect(expected.findings.length).toBeGreaterThan(0);
    for (const one of found) expect(one.facts).toMatchObject(expected.facts?.[`${one.path}:${one.line}`] ?? {});
    expect(rule.reason(found[0] as never, found)).toBe('nobody came back to it');
  });

  it('shows a rule whose every part a real rule has as well', async () => {
    const { conflictMarker } = await import('@steward/core/decide/rules/conflict-marker.ts');
    const needed = Object.keys(conflictMarker).filter((key) => key !== 'ages');
    expect(Object.keys(await example())).toEqual(expect.arrayContaining(needed));
  });

  it('names only files that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => join(dirname(path), target));
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((target) => !existsSync(target))).toEqual([]);
  });
});
