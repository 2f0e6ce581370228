/** What a model words goes through guard as everything does: published, nothing of it acts, and it is read back as it stands. */
import { parseContract, renderContract } from '@steward/core/domain/contract.ts';
import { cleanSpecification, textsIn } from '@steward/core/guard/specification.ts';
import { boundsOf } from '@steward/core/think/answers/criteria.ts';
import { readSpecifications } from '@steward/core/think/answers/specify.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { expect, it } from 'vitest';
import { hostile } from '../guard/hostile-text.ts';
import fc from '../support/fuzz.ts';
import { DRAFTS, TREE } from './asking.ts';
import { PYTHON } from './briefs.ts';

const HOME = 'https://github.com/octo/dur';
const FRAME = { branch: 'main', head: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334', url: HOME };
const drafts = DRAFTS.slice(0, 1).map(({ specification }) => specification);

/** The task as a model that repeats this text everywhere would have it, and as guard leaves it. */
function published(text: string) {
  const said = `Words around it: ${text} and more words`;
  const criteria = [{ text: said, check: 'review', command: text }];
  const task = { n: 1, title: said, why: said, criteria, scope: [text], assumptions: [said], estimate: 1 };
  const value = { choices: [{ n: 1, worth: true, reason: said }], tasks: [task] };
  const { specifications } = readSpecifications(value, { drafts, asked: [1] }, boundsOf(PYTHON, TREE.paths));
  const [specification] = specifications;
  if (!specification) throw new Error('the task is gone');
  const context = { repository: 'octo/dur', server: 'https://github.com', secrets: ['own-token-of-this-very-run'] };
  return { specification, clean: cleanSpecification(specification, context, []) };
}

it('whatever a model repeats, nothing in the title or the body acts, and the contract holds', () => {
  let worded = 0;
  fc.assert(
    fc.property(hostile, (text) => {
      const { specification, clean } = published(text);
      if (specification.why !== drafts[0]?.why) worded++;
      const body = renderContract(clean, FRAME);
      expect([...faultsOf(clean.title, HOME), ...faultsOf(body, HOME)]).toEqual([]);
      const read = parseContract(clean.title, body);
      expect(read?.criteria.map(({ check, command }) => [check, command])).toEqual(
        clean.criteria.map(({ check, command }) => [check, command]),
      );
    }),
  );
  // Not every text is kept out before guard sees it.
  expect(worded).toBeGreaterThan(10);
});

it('a secret that a model repeats is taken out, and every field of its words is put before the inspector', () => {
  const { specification, clean } = published('own-token-of-this-very-run');
  expect(JSON.stringify(specification)).toContain('own-token-of-this-very-run');
  expect(JSON.stringify(clean)).not.toContain('own-token');
  const seen = textsIn(specification).map(({ text }) => text);
  const { title, why, criteria, assumptions } = specification;
  expect(seen).toEqual(expect.arrayContaining([title, why, ...assumptions, ...criteria.map(({ text }) => text)]));
});
