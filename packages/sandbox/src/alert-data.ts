/** What GitHub's scanners say of the repository, as world.json keeps it. */

export type Severity = 'low' | 'medium' | 'high' | 'critical';

interface Alert {
  number: number;
  state: 'open' | 'dismissed' | 'fixed';
  createdAt: string;
}

export interface CodeScanningAlertData extends Alert {
  tool: string;
  rule: { id: string; description: string; severity: 'none' | 'note' | 'warning' | 'error'; security: Severity | null };
  message: string;
  path: string;
  line: number;
}

export interface DependabotAlertData extends Alert {
  ecosystem: string;
  package: string;
  manifest: string;
  scope: 'runtime' | 'development' | null;
  relationship: 'direct' | 'transitive' | 'unknown' | null;
  severity: Severity;
  ghsa: string;
  cve: string | null;
  summary: string;
  vulnerable: string;
  /** First version without it; null where there is none. */
  patched: string | null;
}

/** Null is what is not set up: no analysis was ever uploaded, or alerts are switched off. */
export interface AlertsData {
  codeScanning: CodeScanningAlertData[] | null;
  dependabot: DependabotAlertData[] | null;
}
