/** Every rule against its fixture pairs: what it finds, and what it leaves alone. */
import { RULE_TABLE } from '@steward/core/decide/evidence.ts';
import { customRule } from '@steward/core/decide/rules/custom.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import { leadsHome } from '@steward/core/domain/contract.ts';
import { excerptOf, fingerprint, RULES, type Rule, type RuleName } from '@steward/core/domain/evidence.ts';
import { describe, expect, it } from 'vitest';
import { type Expected, readCases } from './archive.ts';

/** Rules whose findings are known by what they are about: several may cite one line. */
const NAMED: readonly RuleName[] = ['community-file', 'goal', 'custom', 'failed-deployment'];

function ruleFor(name: RuleName, { custom }: Expected): Rule {
  if (custom === undefined) return RULE_TABLE[name];
  const result = parseConfig({ rules: { custom } });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return customRule(result.config.rules.custom);
}

describe.each(RULES)('%s', (name) => {
  const cases = readCases(name).map((one) => ({ ...one, rule: ruleFor(name, one.expected) }));

  it('has a case with findings and a case without', () => {
    expect(cases.some(({ expected }) => expected.findings.length > 0)).toBe(true);
    expect(cases.some(({ expected }) => expected.findings.length === 0)).toBe(true);
  });

  it.each(cases.map((one) => ({ ...one, shows: one.expected.shows })))(
    '$name: $shows',
    ({ rule, project, expected }) => {
      const found = rule.find(project);
      const told = found.map(({ path, line, cause }) => `${path}:${line} ${cause.slice(name.length + 1)}`);
      expect(told).toEqual(expected.findings);
      const facts = new Map(found.map((finding) => [`${finding.path}:${finding.line}`, finding.facts]));
      for (const [place, some] of Object.entries(expected.facts ?? {})) expect(facts.get(place)).toMatchObject(some);
    },
  );

  it('cites lines that exist or pages of the repository, under their own fingerprint', () => {
    for (const { rule, project } of cases) {
      const found = rule.find(project);
      for (const [at, finding] of found.entries()) {
        if (finding.line === 0) expect(leadsHome({ line: 0, url: finding.url ?? '' }, project.remote.home)).toBe(true);
        else {
          const file = project.files.find(({ path }) => path === finding.path);
          const line = file?.text.split('\n')[finding.line - 1] ?? '';
          expect(finding.excerpt).toBe(excerptOf(line));
          expect(finding.excerpt).not.toBe('');
        }
        expect(finding.fingerprint).toMatch(/^[0-9a-f]{20}$/);
        const before = found.slice(0, at).some(({ path, line }) => path === finding.path && line === finding.line);
        if (!NAMED.includes(name) && !before)
          expect(finding.fingerprint).toBe(fingerprint(name, finding.path, finding.excerpt));
        expect(finding.weight).toBeGreaterThanOrEqual(0);
        expect(finding.weight).toBeLessThanOrEqual(1);
      }
    }
  });

  it('tells two causes apart, also where they stand on one line', () => {
    for (const { rule, project } of cases) {
      const causes = new Map<string, string>();
      for (const { fingerprint: print, cause } of rule.find(project)) {
        expect(causes.get(print) ?? cause).toBe(cause);
        causes.set(print, cause);
      }
    }
  });

  it('answers the same twice and changes nothing it was given', () => {
    for (const { rule, project } of cases) {
      const frozen = Object.freeze({ ...project, files: project.files.map((file) => Object.freeze({ ...file })) });
      expect(rule.find(frozen)).toEqual(rule.find(project));
    }
  });
});
