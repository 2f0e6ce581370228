// Every workflow of the repository, and those that people copy, are safe in the essentials.
import { describe, expect, test } from 'vitest';
import { readSources } from '../support/source.ts';
import { violations } from '../support/workflow-faults.ts';

const sound = `on: {push: {}}
permissions: {}
concurrency: a
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: {persist-credentials: false}
      - run: make
`;

describe('workflows', () => {
  test('are pinned, bounded, and hold no more power than they name', () => {
    const sources = readSources(/^(\.github\/workflows|workflows)\/[^/]+\.ya?ml$/);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  test('of a sound shape are accepted', () => {
    expect(violations({ path: 'a.yml', text: sound })).toEqual([]);
  });

  test.each([
    ['a tag instead of a commit', /@3d3c\w+ # v7.0.1/, '@v7'],
    ['a commit without its version', / # v7.0.1/, ''],
    ['kept credentials', 'persist-credentials: false', 'fetch-depth: 0'],
    ['an expression in a script', 'run: make', 'run: echo ${{ github.event.issue.title }}'],
    ['no time limit', '    timeout-minutes: 5\n', ''],
    ['no list of permissions', '    permissions: {contents: read}\n', ''],
    ['all permissions', '{contents: read}', 'write-all'],
    ['permissions for every job', 'permissions: {}', 'permissions: {contents: write}'],
    ['no concurrency', 'concurrency: a\n', ''],
    ['a trigger that runs foreign code with power', '{push: {}}', '{pull_request_target: {}}'],
  ])('with %s are noticed', (_, from, to) => {
    expect(violations({ path: 'a.yml', text: sound.replace(from, to) })).toHaveLength(1);
  });
});
