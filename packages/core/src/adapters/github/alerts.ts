/** Open alerts of Dependabot and of code scanning. Where they are only counted, nothing else of them leaves this file. */
import { type Alerts, type CodeAlert, type DependencyAlert, type Known, SEVERITIES } from '../../domain/remote.ts';
import type { Told } from '../../ports.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { refusal } from './unknown.ts';

interface Asked {
  repository: RepositoryName;
  told: Told;
}

interface DependencyNode {
  number: number;
  html_url: string;
  dependency?: { package?: { ecosystem: string; name: string }; manifest_path?: string; scope?: string | null };
  security_advisory?: { ghsa_id?: string; summary?: string; severity?: string };
  security_vulnerability?: {
    severity?: string;
    vulnerable_version_range?: string;
    first_patched_version?: { identifier: string } | null;
  };
}

interface CodeNode {
  number: number;
  html_url: string;
  rule?: { id?: string | null; description?: string; security_severity_level?: string | null };
  tool?: { name?: string };
  most_recent_instance?: { message?: { text?: string }; location?: { path?: string; start_line?: number } };
}

const MOST = 100;

const severityOf = (word: string | null | undefined) => SEVERITIES.find((severity) => severity === word) ?? null;

function dependencyAlertOf(node: DependencyNode): DependencyAlert {
  const { dependency, security_advisory: advisory, security_vulnerability: range } = node;
  return {
    number: node.number,
    url: node.html_url,
    // Whatever has a new name is not taken lightly.
    severity: severityOf(range?.severity ?? advisory?.severity) ?? 'high',
    ecosystem: dependency?.package?.ecosystem ?? '',
    package: dependency?.package?.name ?? '',
    manifest: dependency?.manifest_path ?? '',
    scope: dependency?.scope ?? null,
    advisory: advisory?.ghsa_id ?? '',
    summary: advisory?.summary ?? '',
    vulnerable: range?.vulnerable_version_range ?? '',
    patched: range?.first_patched_version?.identifier ?? null,
  };
}

function codeAlertOf({ number, html_url: url, rule, tool, most_recent_instance: instance }: CodeNode): CodeAlert {
  return {
    number,
    url,
    severity: severityOf(rule?.security_severity_level),
    tool: tool?.name ?? '',
    rule: rule?.id ?? '',
    description: rule?.description ?? '',
    message: instance?.message?.text ?? '',
    path: instance?.location?.path ?? '',
    line: instance?.location?.start_line ?? 0,
  };
}

interface Source<N, A> {
  route: string;
  permission: string;
  off: string;
  alertOf: (node: N) => A;
}

const DEPENDENCIES: Source<DependencyNode, DependencyAlert> = {
  route: 'GET /repos/{owner}/{repo}/dependabot/alerts',
  permission: 'vulnerability-alerts: read',
  off: 'Dependabot alerts are switched off in this repository',
  alertOf: dependencyAlertOf,
};

const CODE: Source<CodeNode, CodeAlert> = {
  route: 'GET /repos/{owner}/{repo}/code-scanning/alerts',
  permission: 'security-events: read',
  off: 'nothing has scanned this repository, or code scanning is switched off',
  alertOf: codeAlertOf,
};

/** The first page is enough: who has a hundred open alerts needs no exact number. */
async function read<N, A>(
  client: Client,
  source: Source<N, A>,
  { repository, told }: Asked,
): Promise<Known<Alerts<A>>> {
  const { owner, name: repo } = repository;
  const answer = await client.rest<N[]>(source.route, { owner, repo, state: 'open', per_page: MOST });
  if (answer.kind !== 'answered' || !Array.isArray(answer.data)) return refusal(answer, source);
  const { length } = answer.data;
  const more = length >= MOST;
  if (told === 'counted') return { kind: 'known', value: { kind: 'counted', count: length, more } };
  return { kind: 'known', value: { kind: 'listed', alerts: answer.data.map(source.alertOf), more } };
}

export const readDependencyAlerts = (client: Client, asked: Asked): Promise<Known<Alerts<DependencyAlert>>> =>
  read(client, DEPENDENCIES, asked);

export const readCodeAlerts = (client: Client, asked: Asked): Promise<Known<Alerts<CodeAlert>>> =>
  read(client, CODE, asked);
