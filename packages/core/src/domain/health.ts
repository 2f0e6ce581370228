/** What a look at Steward's own health finds: closed over its checks, each with what to do about it. */

export const HEALTH_CHECKS = [
  'token',
  'quota',
  'ledger',
  'runs',
  'activity',
  'durations',
  'agents',
  'attempts',
  'reviews',
  'work',
  'pull-requests',
  'queue',
  'waiting',
  'memory',
  'disk',
] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

/** A fault makes runs red; a warning is only shown. */
export const HEALTH_LEVELS = ['fault', 'warning'] as const;
export type HealthLevel = (typeof HEALTH_LEVELS)[number];

/** Of each check one at most. The words are Steward's own, with numbers and names of the configuration in them. */
export interface HealthFinding {
  check: HealthCheck;
  level: HealthLevel;
  words: string;
}

/** `since`: when it was first found, without a look in between that did not. */
export interface KnownFinding extends HealthFinding {
  since: string;
}

export type HealthStatus = 'healthy' | 'warning' | 'fault' | 'unknown';

export interface HealthIssue {
  number: number;
  intent: string;
  /** Of the body as it was last written, without the marker. */
  digest: string;
  open: boolean;
  /** A person closed it: what it said then is known, and asks for no other issue. */
  accepted?: HealthCheck[];
}

/** What the ledger keeps of the last look, and the one issue that tells of it. */
export interface HealthRecord {
  /** Of the last look; null: there was none since memory began. */
  at: string | null;
  findings: KnownFinding[];
  /** Absent findings of these checks say nothing: what they need was not to be seen. */
  unknown: HealthCheck[];
  issue: HealthIssue | null;
  /** Since when the issue says something that is no longer so. */
  due: string | null;
  /** Runs that ended red because of findings, the newest few: they are no failures of their own. */
  reds: string[];
}

export const EMPTY_HEALTH: HealthRecord = { at: null, findings: [], unknown: [], issue: null, due: null, reds: [] };

/** What a report about it can tell. */
export const HEALTH_REPORTS = ['health', 'performance', 'budget', 'emergency'] as const;
export type HealthReport = (typeof HEALTH_REPORTS)[number];

/** Subject of its claim and proposals. */
export const HEALTH = 'health';
export const HEALTH_TITLE = 'Steward needs a look';

/** Runs that are remembered as red: one a day, for longer than runs are looked back at. */
export const MOST_REDS = 12;

export function statusOf(health: Pick<HealthRecord, 'at' | 'findings'> | null): HealthStatus {
  if (health === null || health.at === null) return 'unknown';
  if (health.findings.some(({ level }) => level === 'fault')) return 'fault';
  return health.findings.length > 0 ? 'warning' : 'healthy';
}

/** What a new look means: what stays keeps its time. */
export function withSince(
  findings: readonly HealthFinding[],
  before: readonly KnownFinding[],
  at: string,
): KnownFinding[] {
  return findings.map(({ check, level, words }) => {
    const since = before.find((known) => known.check === check)?.since ?? at;
    return { check, level, words, since };
  });
}
