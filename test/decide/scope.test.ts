/** What the owner says of rules, for all of the tree and for parts of it; and what was there before Steward came. */
import { isOldDebt, ranked } from '@steward/core/decide/baseline.ts';
import { gatherEvidence, groupFindings } from '@steward/core/decide/evidence.ts';
import { rulesFor, scopeFindings } from '@steward/core/decide/scope.ts';
import { type Config, parseConfig } from '@steward/core/domain/config.ts';
import type { Cause } from '@steward/core/domain/evidence.ts';
import { describe, expect, it } from 'vitest';
import { workOf } from '../support/work.ts';
import { projectOf } from './rules/archive.ts';

function configOf(value: unknown): Config {
  const result = parseConfig(value);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

const DEBUG = 'export function total(items) {\n  debugger;\n  return items;\n}\n';
const project = projectOf(
  new Map([
    ['README.md', '# Shop\n'],
    ['packages/web/src/cart.js', DEBUG],
    ['packages/api/src/cart.js', `${DEBUG}// TODO: remove the cart when the session ends for good\n`],
    ...Array.from({ length: 5 }, (_, at): [string, string] => [`src/m${at}.js`, 'export const a = 1;\n']),
  ]),
);

function causesWith(value: unknown): Cause[] {
  const config = configOf(value);
  return groupFindings(scopeFindings(gatherEvidence(project, rulesFor(config)), config));
}
const told = (value: unknown): string[] => causesWith(value).map(({ key }) => key);

describe('rules', () => {
  it('that start off find nothing until an owner switches them on', () => {
    expect(told({})).toEqual([
      'debug-leftover:packages/api/src/cart.js',
      'debug-leftover:packages/web/src/cart.js',
      expect.stringMatching(/^todo:/),
    ]);
    expect(told({ rules: { 'community-file': { enabled: true } } })).toContain('community-file:licence');
  });

  it('weigh what the owner says', () => {
    const score = (value: unknown) => causesWith(value).find(({ rule }) => rule === 'todo')?.score ?? 0;
    expect(score({ rules: { todo: { weight: 1 } } })).toBeGreaterThan(score({}));
    expect(score({ rules: { todo: { weight: 0 } } })).toBe(0);
  });
});

describe('scopes', () => {
  it('switch a rule off in a part of the tree, and on in one where it is off elsewhere', () => {
    const off = { scopes: [{ paths: ['packages/web/**'], rules: { 'debug-leftover': { enabled: false } } }] };
    expect(told(off).filter((key) => key.startsWith('debug'))).toEqual(['debug-leftover:packages/api/src/cart.js']);
    const on = {
      rules: { 'debug-leftover': { enabled: false } },
      scopes: [{ paths: ['packages/web/**'], rules: { 'debug-leftover': { enabled: true } } }],
    };
    expect(told(on).filter((key) => key.startsWith('debug'))).toEqual(['debug-leftover:packages/web/src/cart.js']);
  });

  it('give what is found there a weight, a priority and labels, the later over the earlier', () => {
    const causes = causesWith({
      scopes: [
        { paths: ['packages/**'], priority: 'low', label: 'packages' },
        { paths: ['packages/web/**'], priority: 'urgent', label: 'web', rules: { 'debug-leftover': { weight: 1 } } },
      ],
    });
    expect(causes.filter(({ rule }) => rule === 'debug-leftover')).toMatchObject([
      { key: 'debug-leftover:packages/web/src/cart.js', priority: 'urgent', labels: ['packages', 'web'] },
      { key: 'debug-leftover:packages/api/src/cart.js', priority: 'low', labels: ['packages'] },
    ]);
  });

  it('leave what lies elsewhere as it is', () => {
    expect(told({ scopes: [{ paths: ['nowhere/**'], rules: { todo: { enabled: false } } }] })).toEqual(told({}));
  });
});

describe("an owner's own rule", () => {
  const own = {
    custom: [
      {
        name: 'no-cart',
        title: 'Drop the cart',
        pattern: 'function total(*items',
        type: 'feature',
        label: 'cart',
        weight: 0.9,
      },
    ],
  };

  it('is one piece of work of its own type, with its own label and weight', () => {
    const [first] = causesWith({ rules: own });
    expect(first).toMatchObject({ key: 'custom:no-cart', rule: 'custom', type: 'feature', labels: ['cart'] });
    expect(first?.findings).toHaveLength(2);
  });

  it('is another piece of work under another name, at the same line', () => {
    const named = (name: string) => causesWith({ rules: { custom: [{ ...own.custom[0], name }] } })[0];
    expect(named('a')?.findings[0].fingerprint).not.toBe(named('b')?.findings[0].fingerprint);
  });

  it('can be switched off in a part of the tree', () => {
    const [first] = causesWith({
      rules: own,
      scopes: [{ paths: ['packages/web/**'], rules: { custom: { enabled: false } } }],
    });
    expect(first?.findings.map(({ path }) => path)).toEqual(['packages/api/src/cart.js']);
  });

  it('finds twenty places at most', () => {
    const many = projectOf(new Map([['src/a.js', 'import axios;\n'.repeat(500)]]));
    const config = configOf({ rules: { custom: [{ name: 'a', title: 'A', pattern: 'import axios' }] } });
    expect(gatherEvidence(many, rulesFor(config)).filter(({ rule }) => rule === 'custom')).toHaveLength(20);
  });

  it('takes no longer for a pattern of many wild cards over a line that nearly matches', () => {
    const line = 'abc'.repeat(20_000);
    const hostile = projectOf(new Map([['src/a.js', line]]));
    const config = configOf({ rules: { custom: [{ name: 'a', title: 'A', pattern: `${'abc*'.repeat(40)}xyz` }] } });
    expect(workOf(() => expect(rulesFor(config).custom?.find(hostile)).toEqual([]))).toBeLessThan(1_000);
  });
});

describe('old debt', () => {
  const installed = { at: '2026-06-01T00:00:00Z', baseline: null };
  const at = '2026-11-01T00:00:00Z';
  const isOld = (since: string | null, rule: Cause['rule'] = 'todo') => isOldDebt({ rule, since, installed, at });

  it('is a line as old as the installation, or older than the year that is read', () => {
    expect([isOld('2026-05-31T00:00:00Z'), isOld('2026-06-02T00:00:00Z'), isOld(null)]).toEqual([true, false, true]);
  });

  it('is unknown, and so not old, where Steward is there for longer than the history that is read', () => {
    expect(isOldDebt({ rule: 'todo', since: null, installed, at: '2027-07-01T00:00:00Z' })).toBe(false);
    expect(isOldDebt({ rule: 'todo', since: null, installed: null, at })).toBe(false);
  });

  it('is nothing that only stands on an old line: a red workflow, a goal, a file that is missing', () => {
    for (const rule of ['failing-workflow', 'goal', 'missing-lock-file', 'custom'] as const)
      expect(isOld('2020-01-01T00:00:00Z', rule)).toBe(false);
  });

  it('is told after the same of later days, with the reason', () => {
    const [cause] = causesWith({}) as [Cause];
    expect(ranked(cause, true).score).toBeLessThan(cause.score);
    expect(ranked(cause, true).score).toBeGreaterThan(0);
    expect(ranked(cause, true).reasons.at(-1)).toBe('older than Steward here');
    expect(ranked(cause, false)).toBe(cause);
  });
});
