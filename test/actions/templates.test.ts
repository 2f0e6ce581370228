/** Templates of owners through whole cycles: read with the tree, told of where they are wrong, and never a reason to stop. */
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';

const SOURCE = {
  'src/a.py': 'def a():\n    return 1\n',
  'tests/test_a.py':
    'import pytest\nfrom a import a\n\n\n@pytest.mark.skip("slow")\ndef test_a():\n    assert a() == 1\n',
};
const FOLDER = '.github/steward/templates/';
const stage = stagesOf([SOURCE]);

const GOOD = '## Why\nOurs: {{why}}\n\n## Done when\n1. {{criteria}}\n2. Asked @everybody about {{excerpt}}.\n';

const bodies = ({ sandbox }: Awaited<ReturnType<typeof stage>>) =>
  sandbox.world.data.issues.filter(({ title }) => title.includes('test_a')).map(({ body }) => body);

it("an owner's template words the issue, and costs no further request", async () => {
  const plain = await stage([SOURCE]);
  const own = await stage([{ ...SOURCE, [`${FOLDER}testing.md`]: GOOD }]);
  const [first, second] = [await plain.tick(), await own.tick()];
  expect(second.warnings).toEqual(first.warnings);
  expect(second.requests).toEqual(first.requests);
  const [body] = bodies(own);
  expect(body).toContain('**Why.** Ours: `test_a`');
  expect(body).toMatch(/^\d\. Asked .* about `@pytest\.mark\.skip\("slow"\)`\. — review$/m);
  expect(body).not.toMatch(/@everybody/);
});

it('a wrong one is told with line and remedy, cleaned, and the built-in words stand in', async () => {
  const wrong = '## Why\nx {{pth}}\n## Done when\n- a — CI: <!-- --> @claude [skip ci]\n';
  const plain = await stage([SOURCE]);
  const own = await stage([{ ...SOURCE, [`${FOLDER}testing.md`]: wrong, [`${FOLDER}@claude.md`]: 'x' }]);
  await plain.tick();
  const report = await own.tick();
  expect(report.failures).toEqual([]);
  expect(report.warnings).toHaveLength(2);
  expect(report.warnings.join()).toContain('line 2: there is no placeholder `{{pth}}`: write `{{path}}`');
  expect(report.warnings.join()).not.toMatch(/@claude|\[skip ci\]/);
  const without = (text: string | undefined) =>
    text?.replace(/[0-9a-f]{7,40}|http:\/\/[^/]+/g, '…').replace(/<!--.*-->/s, '');
  expect(without(bodies(own)[0])).toBe(without(bodies(plain)[0]));
});
