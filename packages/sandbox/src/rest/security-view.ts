/** Alerts as REST shows them. */
import type { CodeScanningAlertData, DependabotAlertData } from '../alert-data.ts';
import type { World } from '../world.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

const dismissal = (dismissed: boolean, at: string): View => ({
  dismissed_by: null,
  dismissed_at: dismissed ? at : null,
  dismissed_reason: null,
  dismissed_comment: null,
});

export function codeScanningView(world: World, alert: CodeScanningAlertData, sha: string): View {
  const { number, state, createdAt, rule, tool, path, line, message } = alert;
  const url = repositoryApi(world, 'code-scanning/alerts', number);
  const html = repositoryPage(world, 'security/code-scanning', number);
  return {
    number,
    created_at: createdAt,
    updated_at: createdAt,
    url,
    html_url: html,
    instances_url: `${url}/instances`,
    state,
    fixed_at: state === 'fixed' ? createdAt : null,
    ...dismissal(state === 'dismissed', createdAt),
    rule: {
      id: rule.id,
      name: rule.id,
      severity: rule.severity,
      security_severity_level: rule.security,
      description: rule.description,
      full_description: rule.description,
      tags: rule.security === null ? [] : ['security'],
    },
    tool: { name: tool, guid: null, version: null },
    most_recent_instance: {
      ref: world.defaultRef,
      analysis_key: '.github/workflows/codeql.yml:analyze',
      environment: '{}',
      category: '.github/workflows/codeql.yml:analyze',
      state,
      commit_sha: sha,
      message: { text: message },
      location: { path, start_line: line, end_line: line, start_column: 1, end_column: 2 },
      classifications: [],
    },
  };
}

export function dependabotView(world: World, alert: DependabotAlertData): View {
  const { number, state, createdAt, ghsa, cve, summary, severity, vulnerable, patched } = alert;
  const pack = { ecosystem: alert.ecosystem, name: alert.package };
  const vulnerability = {
    package: pack,
    severity,
    vulnerable_version_range: vulnerable,
    first_patched_version: patched === null ? null : { identifier: patched },
  };
  const identifiers = [{ type: 'GHSA', value: ghsa }, ...(cve === null ? [] : [{ type: 'CVE', value: cve }])];
  return {
    number,
    state,
    dependency: {
      package: pack,
      manifest_path: alert.manifest,
      scope: alert.scope,
      relationship: alert.relationship,
    },
    security_advisory: {
      ghsa_id: ghsa,
      cve_id: cve,
      summary,
      description: summary,
      vulnerabilities: [vulnerability],
      severity,
      cvss: { score: 0, vector_string: null },
      cwes: [],
      identifiers,
      references: [],
      published_at: createdAt,
      updated_at: createdAt,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    url: repositoryApi(world, 'dependabot/alerts', number),
    html_url: repositoryPage(world, 'security/dependabot', number),
    created_at: createdAt,
    updated_at: createdAt,
    ...dismissal(state === 'dismissed', createdAt),
    fixed_at: state === 'fixed' ? createdAt : null,
  };
}
