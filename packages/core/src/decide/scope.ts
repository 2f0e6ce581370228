/** What the owner says of rules, for the whole tree and for parts of it. */
import type { Config } from '../domain/config.ts';
import type { Finding, Rule, RuleName, Said } from '../domain/evidence.ts';
import { patternOf } from '../domain/path-pattern.ts';
import { RULE_TABLE } from './evidence.ts';
import { customRule } from './rules/custom.ts';

interface Setting {
  enabled?: boolean | undefined;
  weight?: number | undefined;
}

/** The owner's own rules run where there are any. */
const settingOf = (name: RuleName, { rules }: Config): Setting =>
  name === 'custom' ? { enabled: rules.custom.length > 0 } : (rules[name] ?? {});

const isOn = (name: RuleName, { enabled }: Setting): boolean => enabled ?? RULE_TABLE[name].defaultEnabled ?? true;

/** The rules that run anywhere. */
export function rulesFor(config: Config): Partial<Record<RuleName, Rule>> {
  const table: Record<RuleName, Rule> = { ...RULE_TABLE, custom: customRule(config.rules.custom) };
  const wanted = Object.values(table).filter(
    ({ name }) =>
      isOn(name, settingOf(name, config)) || config.scopes.some(({ rules }) => rules[name]?.enabled === true),
  );
  return Object.fromEntries(wanted.map((rule) => [rule.name, rule]));
}

type Scope = Omit<Config['scopes'][number], 'paths'> & { paths: RegExp[] };

const compiled = (scopes: Config['scopes']): Scope[] =>
  scopes.map((scope) => ({ ...scope, paths: scope.paths.map(patternOf).filter((pattern) => pattern !== null) }));

/** What is known of one finding's place, the later scope over the earlier; null where its rule is off there. */
function judge(finding: Finding, config: Config, scopes: readonly Scope[]): Finding | null {
  const { rule, path } = finding;
  let setting: Setting = settingOf(rule, config);
  let said: Said = { ...(setting.weight !== undefined && { ruleWeight: setting.weight }), ...finding.said };
  for (const scope of scopes) {
    if (!scope.paths.some((pattern) => pattern.test(path))) continue;
    setting = { ...setting, ...scope.rules[rule] };
    const weight = scope.rules[rule]?.weight;
    said = {
      ...said,
      ...(weight !== undefined && { ruleWeight: weight }),
      ...(scope.priority !== undefined && { priority: scope.priority }),
      ...(scope.label !== undefined && { labels: [...new Set([...(said.labels ?? []), scope.label])] }),
    };
  }
  if (!isOn(rule, setting)) return null;
  return Object.keys(said).length === 0 ? finding : { ...finding, said };
}

/** Findings as the owner wants them told: without those that are off where they stand. */
export function scopeFindings(findings: readonly Finding[], config: Config): Finding[] {
  const scopes = compiled(config.scopes);
  return findings.map((finding) => judge(finding, config, scopes)).filter((finding) => finding !== null);
}
