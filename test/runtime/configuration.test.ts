/** The configuration as an owner writes it: what is wrong is said with its line, all of it, and nothing is a defect of ours. */

import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { UserErrors } from '@steward/core/domain/failure.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { expect, it } from 'vitest';

function faultsIn(text: string): string[] {
  try {
    readConfiguration(text, 'steward.yml');
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error;
    return error.faults.map(({ fault, remedy }) => `${fault}: ${remedy}`);
  }
  return [];
}

it.each([null, '', '  \n', '# Only a comment.\n', '{}'])('reads %j as the defaults', (text) => {
  expect(readConfiguration(text, 'steward.yml')).toEqual(DEFAULT_CONFIG);
});

it('names every unknown key of a mapping, not only the first, in the order of the lines', () => {
  expect(faultsIn('lables: {}\nmode: assist\nexlude: []\nmodels: {}\ncaps:\n  sugestions: 1\n  x: 2\n')).toEqual([
    'line 1: unknown key `lables`: write `labels`, or remove it',
    'line 3: unknown key `exlude`: write `exclude`, or remove it',
    'line 4: `models` is not read by this version: remove it',
    'line 6: unknown key `sugestions`: write `suggestions`, or remove it',
    'line 7: unknown key `x`: use one of suggestions, open-tasks, new-issues-a-day, notifications-a-week',
  ]);
});

it.each([
  ['a list', '- mode: assist\n'],
  ['a word', 'assist\n'],
  ['an alias of nothing', 'mode: *nothing\n'],
  [
    'aliases without end',
    `a: &a [x]\n${'bcdefgh'
      .split('')
      .map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}]\n`)
      .join('')}`,
  ],
  ['a key twice', 'mode: assist\nmode: observe\n'],
  ['a tab', 'caps:\n\tsuggestions: 1\n'],
  ['too much', `# ${'x'.repeat(100_001)}\n`],
])('says what is wrong with %s', (_, text) => {
  expect(faultsIn(text).length).toBeGreaterThan(0);
});
