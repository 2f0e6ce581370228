/** Alerts that a world file asks for, with plain values for what it leaves out. */
import type { AlertsData, CodeScanningAlertData, DependabotAlertData } from './alert-data.ts';
import type { WorldCodeAlert, WorldDependencyAlert, WorldFile } from './world-file.ts';

type Dated = (time: string | undefined) => string;

const codeAlert = (draft: WorldCodeAlert, number: number, at: Dated): CodeScanningAlertData => ({
  number,
  state: draft.state ?? 'open',
  createdAt: at(draft.created),
  tool: draft.tool ?? 'CodeQL',
  rule: {
    id: draft.rule,
    description: draft.description ?? draft.rule,
    severity: draft.severity ?? 'error',
    security: draft.security ?? null,
  },
  message: draft.message ?? draft.description ?? draft.rule,
  path: draft.path,
  line: draft.line ?? 1,
});

const dependencyAlert = (draft: WorldDependencyAlert, number: number, at: Dated): DependabotAlertData => ({
  number,
  state: draft.state ?? 'open',
  createdAt: at(draft.created),
  ecosystem: draft.ecosystem,
  package: draft.package,
  manifest: draft.manifest,
  scope: draft.scope ?? 'runtime',
  relationship: draft.relationship ?? 'direct',
  severity: draft.severity,
  ghsa: draft.ghsa ?? `GHSA-2222-3333-${String(number).padStart(4, '4')}`,
  cve: draft.cve ?? null,
  summary: draft.summary ?? `A weakness of ${draft.package}`,
  vulnerable: draft.vulnerable ?? '>= 0',
  patched: draft.patched ?? null,
});

export const alertsOf = ({ alerts = {} }: WorldFile, at: Dated): AlertsData => ({
  codeScanning: alerts.codeScanning?.map((draft, index) => codeAlert(draft, draft.number ?? index + 1, at)) ?? null,
  dependabot: alerts.dependabot?.map((draft, index) => dependencyAlert(draft, draft.number ?? index + 1, at)) ?? null,
});
