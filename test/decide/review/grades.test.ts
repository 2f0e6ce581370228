/** What a reader of the diff changes of a review: a criterion that nobody else decides, and nothing besides. */
import { gradable } from '@steward/core/decide/review/grades.ts';
import type { Grade } from '@steward/core/domain/grade.ts';
import { describe, expect, it } from 'vitest';
import { CRITERIA, criterion, FILES, file, pull, review, taskWith, URL } from '../../support/pulls.ts';

const OPEN = criterion('review', 'Blanks between parts are read.');
const task = taskWith([...CRITERIA, OPEN]);
const grades = (...all: Grade[]): ReadonlyMap<number, Grade> => new Map(all.map((grade) => [grade.n, grade]));
const grade = (n: number, change: Partial<Grade> = {}): Grade => ({
  ...{ n, ruling: 'met', reason: 'they are taken out', cited: [{ path: 'src/dur/parse.py', line: 17 }] },
  ...change,
});
const graded = (all: ReadonlyMap<number, Grade>, detail = pull(), change = {}) =>
  review(detail, { task, grades: all, ...change });

it('only criteria that wait for a reader are asked about', () => {
  expect(gradable(review(pull(), { task }), task).map(({ n }) => n)).toEqual([4]);
  expect(gradable(review(pull({ files: null }), { task }), task)).toEqual([]);
  expect(gradable(review(), null)).toEqual([]);
});

it('whether users can notice a change is for a reader where the changelog is unchanged', () => {
  const own = taskWith([criterion('review', '`CHANGELOG.md` has a line about it, if users can notice the change.')]);
  const detail = pull({ files: FILES.slice(0, 2) });
  expect(gradable(review(detail, { task: own }), own).map(({ n }) => n)).toEqual([1]);
});

describe('a grade', () => {
  it('decides such a criterion, with the lines it cites and who read them', () => {
    const { criteria, overall } = graded(grades(grade(4)));
    expect(review(pull(), { task }).overall).toBe('needs-person');
    expect(overall).toBe('accepted');
    expect(criteria[3]).toEqual({
      ...{ n: 4, text: OPEN.text, ruling: 'met', reason: 'as a model read the diff: they are taken out' },
      evidence: [{ text: 'src/dur/parse.py:17', url: `${URL}/blob/${pull().head}/src/dur/parse.py#L17` }],
    });
  });

  it('that it is not met asks for changes, with what is to be done', () => {
    const { criteria, overall } = graded(grades(grade(4, { ruling: 'not-met', hint: 'read tabs as well' })));
    expect(overall).toBe('changes-requested');
    expect(criteria[3]).toMatchObject({ ruling: 'not-met', hint: 'read tabs as well' });
    expect(graded(grades(grade(4, { ruling: 'not-met' }))).criteria[3]?.hint).toContain(OPEN.text);
  });

  it('that is unknown leaves it to a person', () => {
    const { criteria, overall } = graded(grades(grade(4, { ruling: 'unknown', reason: 'two readings differ' })));
    expect(overall).toBe('needs-person');
    expect(criteria[3]).toMatchObject({ ruling: 'unknown', reason: 'a model could not tell: two readings differ' });
  });

  it('changes nothing that a check or the diff decides, nor what waits for either', () => {
    const all = grades(...[1, 2, 3].map((n) => grade(n, { ruling: 'not-met' })));
    expect(graded(all).criteria).toEqual(review(pull(), { task }).criteria);
    const red = pull({ suites: [] });
    const met = grades(...[1, 2, 3].map((n) => grade(n)));
    expect(graded(met, red).criteria).toEqual(review(red, { task }).criteria);
  });

  it('passes no gate', () => {
    const secrets = { leaks: [{ path: 'src/dur/parse.py', line: 17, what: 'token' }] };
    const forbidden = pull({ files: [...FILES, file('.github/workflows/ci.yml', '@@ -1 +1,2 @@\n+on: push')] });
    for (const [detail, change] of [
      [pull(), secrets],
      [forbidden, {}],
      [pull({ draft: true }), {}],
      [pull({ mergeable: 'conflicting' }), {}],
    ] as const) {
      const before = review(detail, { task, ...change });
      const after = graded(grades(grade(4)), detail, change);
      expect(before.gates.length).toBeGreaterThan(0);
      expect(after.gates).toEqual(before.gates);
      expect(after.overall).not.toBe('accepted');
    }
  });
});
