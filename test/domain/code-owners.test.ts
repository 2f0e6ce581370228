/** Whose code is whose: GitHub's own rules for the file, and files that somebody made to break a reader. */
import { type OwnerRule, ownersOf, parseCodeOwners } from '@steward/core/domain/code-owners.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';

const owners = (text: string, path: string): readonly string[] => ownersOf(parseCodeOwners(text), path);

describe('owners of a path', () => {
  it.each([
    ['* @all', 'deep/in/a.ts', ['all']],
    ['* @all\n*.js @js', 'deep/in/a.js', ['js']],
    ['/build/logs/ @doctor', 'build/logs/one/two.log', ['doctor']],
    ['/build/logs/ @doctor', 'old/build/logs/two.log', []],
    ['docs/* @docs', 'docs/start.md', ['docs']],
    ['docs/* @docs', 'docs/build-app/troubles.md', []],
    ['apps/ @octocat', 'some/apps/a/b.ts', ['octocat']],
    ['/docs/ @doctor', 'docs/a/b.md', ['doctor']],
    ['/docs/ @doctor', 'old/docs/a.md', []],
    ['/scripts/ @a @b', 'scripts/x.sh', ['a', 'b']],
    ['**/logs @octocat', 'deeply/nested/logs/x', ['octocat']],
    ['**/logs @octocat', 'logs/x', ['octocat']],
    ['/apps/ @octocat\n/apps/github', 'apps/github/a.ts', []],
    ['/apps/ @octocat\n/apps/github', 'apps/other/a.ts', ['octocat']],
    ['src/**/test/*.ts @t', 'src/a/b/test/c.ts', ['t']],
    ['src/**/test/*.ts @t', 'src/test/c.ts', ['t']],
    ['src/**/test/*.ts @t', 'src/a/test/deep/c.ts', []],
    ['src/a?.ts @t', 'src/ab.ts', ['t']],
    ['src/a?.ts @t', 'src/a/.ts', []],
    ['Src/ @t', 'src/a.ts', []],
    ['src @t', 'src/flow', ['t']],
    ['src/flow/ @t', 'src/flow', ['t']],
    ['* @all', '', ['all']],
    ['/a\\ b/ @t', 'a b/c.ts', ['t']],
  ])('%j and %j: %j', (text, path, wanted) => {
    expect(owners(text, path)).toEqual(wanted);
  });

  it('are those of the last rule that fits, not all of them', () => {
    expect(owners('/src/ @first\n*.ts @second\n', 'src/a.ts')).toEqual(['second']);
    expect(owners('*.ts @second\n/src/ @first\n', 'src/a.ts')).toEqual(['first']);
  });

  it('are people and teams; whose an address is cannot be seen', () => {
    expect(owners('* @octo @octo-org/core docs@example.com', 'a')).toEqual(['octo', 'octo-org/core']);
  });
});

describe('a line that GitHub skips', () => {
  it.each([
    '!src/ @t',
    'src/[ab].ts @t',
    '\\#src @t',
    'src/ t',
    'src/ @t @-wrong',
    'src/ @t @org/',
    '[Section] @t',
    '# src/ @t',
    '/ @t',
    `${'a*'.repeat(20)} @t`,
  ])('says nothing: %j', (line) => {
    expect(owners(`* @all\n${line}`, 'src/a.ts')).toEqual(['all']);
  });

  it('begins a comment where a word does, and not within one', () => {
    expect(owners('src/ @t # @other', 'src/a.ts')).toEqual(['t']);
    expect(owners('a#b @t', 'a#b')).toEqual(['t']);
  });

  it('may end like those of Windows, and the file begin with a mark', () => {
    expect(owners('\uFEFF* @t\r\n', 'a')).toEqual(['t']);
  });
});

describe('a hostile file', () => {
  const quick = (text: string, path: string): OwnerRule[] => {
    let rules: OwnerRule[] = [];
    const work = workOf(() => {
      rules = parseCodeOwners(text);
      ownersOf(rules, path);
    });
    expect(work).toBeLessThan(4_000);
    return rules;
  };

  it.each([
    ['one line of three megabytes', 'a'.repeat(3_000_000)],
    ['only wild cards', '*'.repeat(3_000_000)],
    ['only blanks', ' '.repeat(3_000_000)],
    ['only escapes', '\\ '.repeat(1_500_000)],
    ['only owners', `* ${'@a '.repeat(900_000)}`],
    ['patterns that nearly fit', `${'*a*a*a*a*a*a*a*a*b @t\n'.repeat(130_000)}`],
    ['folders within folders', `${'**/a/**/a/**/a/b @t\n'.repeat(140_000)}`],
  ])('takes no longer than its length: %s', { timeout: 30_000 }, (_, text) => {
    quick(text, 'a/'.repeat(60).concat('a'.repeat(200)));
  });

  it('never throws, and names nobody who could not be one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (text, path) => {
        for (const name of owners(text, path)) expect(name).toMatch(/^[\w.[\]-]+(\/[\w.-]+)?$/);
      }),
    );
  });
});
