/** The file a world can begin with: its shape, and every fault in it said in plain words. */

import { Ajv, type ErrorObject } from 'ajv';
import schema from '../world.schema.json' with { type: 'json' };
import type { JobDraft } from './acts/runs.ts';
import type { Severity } from './alert-data.ts';
import type { SettingsData } from './settings-data.ts';
import type { LimitsPreset } from './usage.ts';
import type { Conclusion, DeploymentState, LimitsData, Role, RunStatus, WorkflowData } from './world-data.ts';

/** ISO 8601, or relative to the start: "-3d". */
export type WorldTime = string;

export interface WorldComment {
  author?: string;
  body: string;
  at?: WorldTime;
}

interface WorldDiscussion {
  number?: number;
  title: string;
  body?: string;
  author?: string;
  labels?: string[];
  created?: WorldTime;
  updated?: WorldTime;
  closed?: WorldTime;
  comments?: WorldComment[];
}

export interface WorldIssue extends WorldDiscussion {
  assignees?: string[];
  state?: 'open' | 'closed';
  stateReason?: 'completed' | 'not_planned' | 'duplicate';
  closedBy?: string;
  pinned?: boolean;
  locked?: boolean;
}

export interface WorldPullRequest extends WorldDiscussion {
  head: string;
  base?: string;
  files?: Record<string, string | null>;
  draft?: boolean;
  state?: 'open' | 'closed' | 'merged';
  mergeable?: 'mergeable' | 'conflicting';
  reviewDecision?: 'approved' | 'changes_requested' | 'review_required';
}

export interface WorldRef {
  name: string;
  files?: Record<string, string | null>;
  message?: string;
  author?: string;
  at?: WorldTime;
}

export interface WorldRun {
  workflow: string;
  name?: string;
  event?: string;
  branch?: string;
  commit?: string;
  status?: RunStatus;
  conclusion?: Conclusion;
  title?: string;
  by?: string;
  at?: WorldTime;
  jobs?: JobDraft[];
  /** How earlier attempts of it ended, the first one first. */
  earlierAttempts?: Conclusion[];
}

interface WorldAlert {
  number?: number;
  state?: 'open' | 'dismissed' | 'fixed';
  created?: WorldTime;
}

export interface WorldCodeAlert extends WorldAlert {
  rule: string;
  description?: string;
  severity?: 'none' | 'note' | 'warning' | 'error';
  security?: Severity;
  tool?: string;
  message?: string;
  path: string;
  line?: number;
}

export interface WorldDependencyAlert extends WorldAlert {
  package: string;
  ecosystem: string;
  manifest: string;
  scope?: 'runtime' | 'development';
  relationship?: 'direct' | 'transitive' | 'unknown';
  severity: Severity;
  ghsa?: string;
  cve?: string;
  summary?: string;
  vulnerable?: string;
  patched?: string;
}

export interface WorldFile {
  $schema?: string;
  /** What an owner sets on the settings pages; what is left out is as usual. */
  settings?: Partial<SettingsData>;
  /** States of workflows whose files the default branch has. */
  workflows?: { path: string; state: WorkflowData['state'] }[];
  repository?: {
    private?: boolean;
    archived?: boolean;
    fork?: boolean;
    hasIssues?: boolean;
    description?: string;
    organization?: boolean;
    actionsMayOpenPullRequests?: boolean;
    variables?: Record<string, string>;
    /** When somebody last pushed to it. */
    pushed?: WorldTime;
  };
  people?: { login: string; name?: string; role?: Role }[];
  labels?: { name: string; color?: string; description?: string }[];
  issues?: WorldIssue[];
  refs?: WorldRef[];
  pullRequests?: WorldPullRequest[];
  workflowRuns?: WorldRun[];
  deployments?: { environment: string; ref?: string; state?: DeploymentState; by?: string; at?: WorldTime }[];
  /** A kind that is left out is not set up. */
  alerts?: { codeScanning?: WorldCodeAlert[]; dependabot?: WorldDependencyAlert[] };
  /** A preset, or single limits in place of the usual ones. */
  limits?: LimitsPreset | Partial<LimitsData>;
  listingLagMilliseconds?: number;
  ledgerTasks?: unknown[];
}

/** The world file is wrong; `faults` says where and how, all at once. */
export class WorldError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The world file has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    );
    this.name = 'WorldError';
    this.faults = faults;
  }
}

const validate = new Ajv({ allErrors: true, strict: false, verbose: true }).compile<WorldFile>(schema);

export function parseWorldFile(value: unknown): WorldFile {
  if (!validate(value)) throw new WorldError([...new Set((validate.errors ?? []).map(explain))]);
  const faults = [
    ...repeatedNumbers(value),
    ...repeatedLabels(value),
    ...impossibleTimes(value),
    ...tooManyPins(value),
  ];
  if (faults.length > 0) throw new WorldError(faults);
  return value;
}

function explain(error: ErrorObject): string {
  const place = placeOf(error.instancePath);
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties':
      return `${place}: "${params.additionalProperty}" is not known here.`;
    case 'required':
      return `${place}: "${params.missingProperty}" is missing.`;
    case 'enum':
      return `${place}: ${shown(error.data)} is not one of ${params.allowedValues.join(', ')}.`;
    case 'type':
      return `${place}: ${shown(error.data)} is not of type ${[params.type].flat().join(' or ')}.`;
    case 'pattern':
      return `${place}: ${shown(error.data)} ${patternFault(error.schemaPath)}.`;
    default:
      return `${place}: ${shown(error.data)} ${error.message ?? 'is wrong'}.`;
  }
}

function patternFault(schemaPath: string): string {
  if (schemaPath.includes('/time/'))
    return 'is not a time: write 2026-11-20T09:00:00Z, or -3d for three days before the start';
  if (schemaPath.includes('/login/'))
    return 'is not a login: letters, digits and hyphens, with [bot] at the end for a bot';
  return 'does not have the right form';
}

function placeOf(path: string): string {
  const parts = path.split('/').slice(1);
  const text = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/')}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function repeatedNumbers(file: WorldFile): string[] {
  const numbers = [...(file.issues ?? []), ...(file.pullRequests ?? [])].map((item) => item.number);
  return repeated(numbers.filter((number) => number !== undefined)).map(
    (number) => `issues and pullRequests: the number ${number} is used more than once.`,
  );
}

const repeatedLabels = (file: WorldFile): string[] =>
  repeated((file.labels ?? []).map((label) => label.name.toLowerCase())).map(
    (name) => `labels: "${name}" is there more than once.`,
  );

const repeated = <T>(values: readonly T[]): T[] => {
  const seen = new Set<T>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
};

function tooManyPins(file: WorldFile): string[] {
  const pinned = (file.issues ?? []).filter((issue) => issue.pinned === true).length;
  return pinned > 3 ? [`issues: ${pinned} are pinned; GitHub allows three.`] : [];
}

function impossibleTimes(file: WorldFile): string[] {
  const faults: string[] = [];
  const visit = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = Array.isArray(value) ? `${place}[${key}]` : `${place}${place === '' ? '' : '.'}${key}`;
      const isTime = ['created', 'updated', 'closed', 'at', 'pushed'].includes(key) && typeof inner === 'string';
      if (isTime && !inner.startsWith('-') && Number.isNaN(Date.parse(inner)))
        faults.push(`${at}: there is no such time as ${inner}.`);
      else visit(inner, at);
    }
  };
  const { ledgerTasks: _, ...rest } = file;
  visit(rest, '');
  return faults;
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export function resolveTime(time: WorldTime, now: Date): string {
  const relative = /^-([\d.]+)([smhdw])$/.exec(time);
  const at =
    relative === null ? Date.parse(time) : now.getTime() - Number(relative[1]) * (units[relative[2] ?? ''] ?? 0) * 1000;
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
