/** What becomes of criteria that a model drafts for a person's issue, and which starter kit a new project may name. */
import { parseConfig } from '@steward/core/domain/config.ts';
import type { Specification } from '@steward/core/domain/task.ts';
import { readDraftedCriteria } from '@steward/core/think/answers/adopt.ts';
import { boundsOf } from '@steward/core/think/answers/criteria.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { anyCriteria } from './answers.ts';
import { KITS, TREE } from './asking.ts';
import { PYTHON } from './briefs.ts';
import { ISSUES, issueOf } from './issues.ts';

const NAMES = Object.keys(KITS);
const BOUNDS = boundsOf(PYTHON, TREE.paths, NAMES);
const bug = specifyIssue(ISSUES['bug-fix'] ?? issueOf('bug-fix', 'x'));
const read = (value: unknown, draft: Specification = bug) => readDraftedCriteria(value, draft, BOUNDS);
const review = (text: string) => ({ text, check: 'review', command: '' });

describe('criteria for a person’s issue', () => {
  it('are the model’s, with those that a check decides; the issue’s own words stay', () => {
    const value = { criteria: [review('Negative durations keep their sign.')], assumptions: [], estimate: 2, kit: '' };
    const { specification, warning } = read({ ...value, title: 'Another', why: 'Because' });
    expect(warning).toBeNull();
    expect(specification.criteria[0]?.text).toBe('Negative durations keep their sign.');
    for (const { check, command } of bug.criteria.filter((one) => one.check !== 'review'))
      expect(specification.criteria).toContainEqual(expect.objectContaining({ check, command }));
    expect({ ...specification, criteria: [], estimate: 0 }).toEqual({ ...bug, criteria: [], estimate: 0 });
    expect(specification.estimate).toBe(2);
  });

  it.each([undefined, {}, { criteria: 'all' }, { criteria: [] }, { criteria: [review('x'), 7, null] }])(
    'are the template’s for an answer that has none: %j',
    (value) => {
      const { specification, warning } = read(value);
      expect(specification).toEqual(bug);
      expect(warning).toMatch(/the template stands in/);
    },
  );

  it('stay within the bounds, whatever a model answers', () => {
    const drafts = Object.values(ISSUES).map((issue) => specifyIssue(issue));
    fc.assert(
      fc.property(fc.constantFrom(...drafts), anyCriteria, (draft, value) => {
        const { specification } = read(value, draft);
        expect({ ...specification, criteria: [], assumptions: [], estimate: 0 }).toEqual({
          ...draft,
          ...{ criteria: [], assumptions: [], estimate: 0 },
        });
        expect(specification.criteria.length).toBeGreaterThan(0);
        expect(specification.criteria.length).toBeLessThanOrEqual(Math.max(8, draft.criteria.length));
        expect(JSON.stringify(specification)).not.toMatch(/evil\.example|rm -rf|--force/);
        if (draft.type === 'new-project') expect(JSON.stringify(specification.criteria)).not.toContain('Rails');
      }),
    );
  });
});

describe('a new project', () => {
  const issue = (title: string, kits: readonly string[] = NAMES) => issueOf('new-project', title, { kits });
  const criteriaOf = (title: string, kits?: readonly string[]) =>
    specifyIssue(issue(title, kits)).criteria.map(({ text }) => text);
  const MADE = 'It is made from `Laravel-React`, and what its samples brought and nothing uses is gone.';

  it('names a starter kit of the owner as the owner spells it, and no other [CW-5]', () => {
    expect(criteriaOf('A shop with the laravel react starter kit')).toContain(MADE);
    expect(criteriaOf('A shop with the Rails starter kit').join()).not.toMatch(/Rails|Laravel/);
    // Where the owner names none, the words of whoever asks stand.
    expect(criteriaOf('A shop with the Rails starter kit', []).join()).toContain('made from `Rails`');
  });

  it('says which there are where none is named', () => {
    const { assumptions } = specifyIssue(issue('A shop'));
    expect(assumptions).toEqual([
      'None of the starter kits here is named (`Laravel-React` and `create-vite`), so none has to be used',
    ]);
  });

  it('begins with the kit that the model chose among those of the owner [CW-5]', () => {
    const draft = specifyIssue(issue('A shop'));
    const chosen = (kit: unknown) =>
      read({ criteria: [review('Goods can be put into a basket.')], kit }, draft).specification.criteria;
    const { assumptions } = read(
      { criteria: [review('Goods can be bought.')], kit: 'create-vite' },
      draft,
    ).specification;
    expect(assumptions).toEqual([]);
    expect(chosen('laravel-react').map(({ text }) => text)).toContain(MADE);
    expect(chosen('laravel-react').map(({ n }) => n)).toEqual(chosen('laravel-react').map((_, at) => at + 1));
    for (const other of ['Rails', '', 7, undefined]) expect(JSON.stringify(chosen(other))).not.toContain('made from');
  });

  it('keeps the kit that its issue names, whatever the model chooses', () => {
    const draft = specifyIssue(issue('A shop with the Laravel-React starter kit'));
    const value = { criteria: [review('Goods can be put into a basket.')], kit: 'create-vite' };
    const texts = read(value, draft).specification.criteria.map(({ text }) => text);
    expect(texts).toContain(MADE);
    expect(texts.join()).not.toContain('create-vite');
  });

  it('is not begun with a kit that a model writes into its words', () => {
    const draft = specifyIssue(issue('A shop'));
    const value = { criteria: [review('It is made from the Rails starter kit.'), review('A basket holds goods.')] };
    const texts = read(value, draft).specification.criteria.map(({ text }) => text);
    expect(texts).toContain('A basket holds goods.');
    expect(texts.join()).not.toContain('Rails');
  });
});

describe('the setting `starter-kits`', () => {
  const faultsOf = (value: unknown): string[] => {
    const result = parseConfig({ 'starter-kits': value });
    return 'faults' in result ? result.faults.map(({ fault, remedy }) => `${fault}: ${remedy}`) : [];
  };

  it('maps names to where a kit is from', () => {
    expect(faultsOf(KITS)).toEqual([]);
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ['without its origin', { vite: {} }, /from/],
    ['that is a list', ['vite'], /list/],
    ['with a name that could act', { '`rm`': { from: 'x' } }, /letters, digits/],
  ])('is refused %s, with what to do', (_, value, words) => {
    expect(faultsOf(value).join('\n')).toMatch(words);
  });
});
