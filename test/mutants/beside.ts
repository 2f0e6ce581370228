/** Bugs in what is known beside the tree: what must not be told, what is not known, what is flaky. */
import type { Mutant } from './mutant.ts';

const RUNS = 'packages/core/src/adapters/github/runs.ts';
const ALERTS = 'packages/core/src/adapters/github/alerts.ts';
const POLICIES = 'packages/core/src/guard/policies.ts';

const remote = 'test/adapters/remote.test.ts';
const cycles = 'test/actions/remote.test.ts';
const policies = 'test/guard/policies.test.ts';
const rules = 'test/decide/rules/rules.test.ts';

export const BESIDE_MUTANTS: readonly Mutant[] = [
  {
    name: 'alerts-read-in-public',
    why: 'What weakness a repository has would be told to whoever wants to use it.',
    file: 'packages/core/src/flow/looking.ts',
    find: "told: repository.private ? 'listed' : 'counted',",
    replace: "told: repository.private ? 'counted' : 'listed',",
    caughtBy: [{ tests: cycles, title: 'alerts in a public repository' }],
  },
  {
    name: 'alerts-told-in-public',
    why: 'One careless door would be enough to publish a weakness.',
    file: POLICIES,
    find: 'repository.private || evidence.filter(isOfAlert)',
    replace: 'repository.archived === false || evidence.filter(isOfAlert)',
    caughtBy: [{ tests: policies, title: 'an alert in a public repository' }, { tests: cycles }],
  },
  {
    name: 'refusal-tells-the-alert',
    why: 'What may not be told would stand in the summary and on the state branch as refused.',
    file: POLICIES,
    find: ", title: 'an alert' };",
    replace: ' };',
    caughtBy: [{ tests: cycles, title: 'get out of another door' }],
  },
  {
    name: 'unseen-alerts-are-none',
    why: 'A token without the permission would make a repository look safe.',
    file: ALERTS,
    find: "if (answer.kind !== 'answered' || !Array.isArray(answer.data)) return refusal(answer, source);",
    replace:
      "if (answer.kind !== 'answered') return { kind: 'known', value: { kind: 'listed', alerts: [], more: false } };",
    caughtBy: [{ tests: remote, title: 'are unknown without the permission' }],
  },
  {
    name: 'unseen-runs-are-none',
    why: 'A workflow whose runs may not be seen would count as one that never fails by chance.',
    file: RUNS,
    find: 'if (nodes === undefined) return refusal(answer, MISSING);',
    replace: 'if (nodes === undefined) break;',
    caughtBy: [{ tests: remote, title: 'a private repository' }],
  },
  {
    name: 'attempts-without-end',
    why: 'A workflow that is often started again would use up the limit of requests.',
    file: RUNS,
    find: '.slice(0, ATTEMPTS)',
    replace: '.slice(0)',
    caughtBy: [{ tests: remote, title: 'ten attempts at most' }],
  },
  {
    name: 'chance-taken-for-red',
    why: 'A run that is green again would be a task of high priority, each time.',
    file: 'packages/core/src/decide/rules/failing-workflow.ts',
    find: 'isGreenAgain(runs, event, head) || flakyRuns(runs).length > 0;',
    replace: 'isGreenAgain(runs, event, head) && flakyRuns(runs).length > 0;',
    caughtBy: [
      { tests: rules, title: 'green-again' },
      { tests: cycles, title: 'passed only at a further attempt' },
    ],
  },
  {
    name: 'page-opens-the-workflows',
    why: 'An issue by that name would be enough to let a task change workflows.',
    file: POLICIES,
    find: 'evidence.some(({ line, path }) => line !== 0 && STEERING.test(path));',
    replace: 'evidence.some(({ path }) => STEERING.test(path));',
    caughtBy: [{ tests: policies, title: 'by the name of a page alone' }],
  },
];
