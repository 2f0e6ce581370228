// Keeps the table of features honest: every id once, every proof a test that exists and runs, no proof unlisted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources, root } from '../support/source.ts';
import { type Title, titlesOf } from '../support/titles.ts';

interface Row {
  id: string;
  feature: string;
  home: string;
  proof: string;
}

const seeds: Readonly<Record<string, number>> = { CW: 31, SI: 29, PM: 30, AC: 31, AR: 29 };
const ids = Object.entries(seeds).flatMap(([seed, count]) =>
  Array.from({ length: count }, (_, n) => `${seed}-${n + 1}`),
);
const idPattern = /\[((?:CW|SI|PM|AC|AR)-\d+)\]/g;
const testProof = /^`(test\/[^`]+\.test\.ts)`$/;
const words = /^(later: \S.*|not, because \S.*)$/;

function rowsOf(table: string): Row[] {
  const lines = table.split('\n').filter((line) => /^\| (CW|SI|PM|AC|AR)-\d+ \|/.test(line));
  return lines.map((line) => {
    const [id = '', feature = '', home = '', proof = ''] = line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    return { id, feature, home, proof };
  });
}

function isQuiet({ modifiers }: Title): boolean {
  return modifiers.some((name) => ['skip', 'todo', 'fails', 'skipIf', 'runIf'].includes(name));
}

function rowFaults({ id, feature, home, proof }: Row, titles: readonly Title[]): string[] {
  if (feature === '' || home === '') return [`${id}: says nothing of what it is or where it lives`];
  if (words.test(proof)) return [];
  const paths = proof.split(', ').map((part) => testProof.exec(part)?.[1]);
  return paths.flatMap((path) => {
    if (!path) return [`${id}: "${proof}" is neither a test, nor "later: …", nor "not, because …"`];
    const found = titles.filter((title) => title.path === path && title.text.includes(`[${id}]`));
    if (found.length === 0) return [`${id}: ${path} has no test with [${id}] in its title`];
    return found.some(isQuiet) ? [`${id}: its test in ${path} is skipped`] : [];
  });
}

function faults(rows: readonly Row[], titles: readonly Title[], wanted: readonly string[]): string[] {
  const counts = wanted.map((id) => [id, rows.filter((row) => row.id === id).length] as const);
  const wrong = counts.filter(([, count]) => count !== 1).map(([id, count]) => `${id}: ${count} rows`);
  const foreign = rows.filter(({ id }) => !wanted.includes(id)).map(({ id }) => `${id}: no such feature`);
  const unlisted = titles.flatMap(({ path, text }) =>
    [...text.matchAll(idPattern)].flatMap(([, id = '']) => {
      const isListed = rows.some((row) => row.id === id && row.proof.includes(`\`${path}\``));
      return isListed ? [] : [`${id}: ${path} proves it, but the table does not say so`];
    }),
  );
  return [...wrong, ...foreign, ...rows.flatMap((row) => rowFaults(row, titles)), ...unlisted];
}

function suiteTitles(): Title[] {
  // This file speaks of ids without proving any.
  return titlesOf(readSources(/^test\/(?!fixtures\/|truth\/features\.test\.ts).*\.test\.ts$/));
}

describe('the table of features', () => {
  test('holds each of the 150 once, with a proof that exists and runs', () => {
    expect(ids).toHaveLength(150);
    const rows = rowsOf(readFileSync(join(root, 'packages/core/FEATURES.md'), 'utf8'));
    expect(faults(rows, suiteTitles(), ids)).toEqual([]);
  });

  const row: Row = { id: 'CW-9', feature: 'Decides', home: 'decide', proof: '`test/decide/moves.test.ts`' };
  const title: Title = { path: 'test/decide/moves.test.ts', text: 'picks a move [CW-9]', modifiers: [] };

  test('is sound with a row, its test and nothing else', () => {
    expect(faults([row], [title], ['CW-9'])).toEqual([]);
    expect(faults([{ ...row, proof: 'later: models' }], [], ['CW-9'])).toEqual([]);
  });

  test.each([
    ['a missing row', [], [], ['CW-9']],
    ['a row twice', [row, row], [title], ['CW-9']],
    ['an invented id', [row, { ...row, id: 'CW-99', proof: 'later: models' }], [title], ['CW-9']],
    ['a test that does not exist', [row], [], ['CW-9']],
    ['a skipped test', [row], [{ ...title, modifiers: ['skip'] }], ['CW-9']],
    ['an empty promise', [{ ...row, proof: 'later' }], [], ['CW-9']],
    ['a proof that the table does not name', [{ ...row, proof: 'later: models' }], [title], ['CW-9']],
    ['an empty home', [{ ...row, home: '' }], [title], ['CW-9']],
  ])('is dishonest with %s', (_, rows, titles, wanted) => {
    expect(faults(rows, titles, wanted)).toHaveLength(1);
  });

  test('reads rows with escaped bars', () => {
    expect(rowsOf('| CW-1 | a \\| b | c | later: d |\n| x |')).toEqual([
      { id: 'CW-1', feature: 'a \\| b', home: 'c', proof: 'later: d' },
    ]);
  });
});
