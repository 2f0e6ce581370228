/** Mode `observe`: the same doors for writing, behind which nothing is written; what would have been done is noted. */
import { digest } from '../domain/digest.ts';
import { eventFolder } from '../domain/event-files.ts';
import type { LedgerChange, RawLedger } from '../domain/ledger.ts';
import type { Clock, CommitResult, LedgerReader, LedgerWriter, RepoWriter, WriteResult, Written } from '../ports.ts';

/** One write that did not happen. Numbers below zero stand for issues that do not exist. */
export type Noted =
  | { kind: 'create-issue'; number: number; title: string; body: string; labels: readonly string[] }
  | { kind: 'update-issue'; number: number; body: string }
  | { kind: 'reopen-issue'; number: number }
  | {
      kind: 'close-issue';
      number: number;
      duplicateOf: number | null;
      body: string;
      remove?: readonly string[];
      add?: readonly string[];
    }
  | { kind: 'pin-issue' | 'unpin-issue'; number: number }
  | { kind: 'delete-label'; name: string }
  | { kind: 'delete-branch'; branch: string }
  | { kind: 'link-issue'; number: number; blockedBy: number }
  | { kind: 'link-child'; number: number; parent: number }
  | { kind: 'set-labels'; number: number; add: readonly string[]; remove: readonly string[] }
  | { kind: 'create-comment'; number: number; body: string }
  | { kind: 'update-comment'; number: number; comment: string; body: string }
  | { kind: 'dispatch-workflow'; workflow: string; ref: string }
  | { kind: 'assign-issue'; number: number; login: string }
  | { kind: 'create-label'; name: string; color: string; description: string }
  | { kind: 'begin'; paths: string[] }
  | { kind: 'commit'; headline: string; paths: string[] };

export interface Rehearsal {
  writer: RepoWriter;
  ledger: LedgerReader & LedgerWriter;
  /** In order. */
  noted: readonly Noted[];
}

export interface RehearsalOptions {
  ledger: LedgerReader;
  clock: Pick<Clock, 'now'>;
  /** The account in whose name the ledger would have been written. */
  author: () => string;
  hasLabel: (name: string) => Promise<boolean>;
}

export function createRehearsal({ ledger, clock, author, hasLabel }: RehearsalOptions): Rehearsal {
  const noted: Noted[] = [];
  const note = (what: Noted): void => void noted.push(what);
  return { noted, writer: rehearsedWriter({ clock, hasLabel, note }), ledger: rehearsedLedger(ledger, author, note) };
}

type Desk = Pick<RehearsalOptions, 'clock' | 'hasLabel'> & { note: (what: Noted) => void };

function rehearsedWriter({ clock, hasLabel, note }: Desk): RepoWriter {
  let lowest = 0;
  const done = (number: number): WriteResult<Written> => ({ kind: 'done', value: { number, updatedAt: clock.now() } });
  return {
    async createIssue({ title, body, labels }) {
      lowest -= 1;
      note({ kind: 'create-issue', number: lowest, title, body, labels });
      return done(lowest);
    },
    async updateIssue(issue) {
      note({ kind: 'update-issue', ...issue });
      return done(issue.number);
    },
    async closeIssue(issue) {
      note({ kind: 'close-issue', ...issue });
      return done(issue.number);
    },
    async reopenIssue(issue) {
      note({ kind: 'reopen-issue', ...issue });
      return done(issue.number);
    },
    async pinIssue(issue) {
      note({ kind: 'pin-issue', ...issue });
      return done(issue.number);
    },
    async unpinIssue(issue) {
      note({ kind: 'unpin-issue', ...issue });
      return done(issue.number);
    },
    async deleteLabel({ name }) {
      note({ kind: 'delete-label', name });
      return { kind: 'done', value: true };
    },
    async deleteBranch({ branch }) {
      note({ kind: 'delete-branch', branch });
      return { kind: 'done', value: true };
    },
    async linkIssue(link) {
      note({ kind: 'link-issue', ...link });
      const written = (number: number): Written => ({ number, updatedAt: clock.now() });
      return {
        kind: 'done',
        value: { made: true, issue: written(link.number), blocker: written(link.blockedBy) },
      };
    },
    async linkChild(link) {
      note({ kind: 'link-child', ...link });
      const written = (number: number): Written => ({ number, updatedAt: clock.now() });
      return { kind: 'done', value: { made: true, issue: written(link.number), blocker: written(link.parent) } };
    },
    async setLabels(issue) {
      note({ kind: 'set-labels', ...issue });
      return done(issue.number);
    },
    async dispatchWorkflow({ workflow, ref }) {
      note({ kind: 'dispatch-workflow', workflow, ref });
      return { kind: 'done', value: { run: null } };
    },
    async assignIssue(issue) {
      note({ kind: 'assign-issue', ...issue });
      return done(issue.number);
    },
    async callAgent(comment) {
      lowest -= 1;
      note({ kind: 'create-comment', ...comment });
      return {
        kind: 'done',
        value: { number: comment.number, updatedAt: clock.now(), comment: `rehearsed ${-lowest}` },
      };
    },
    async assignCopilot({ number }) {
      note({ kind: 'assign-issue', number, login: 'Copilot' });
      return done(number);
    },
    async createComment(comment) {
      lowest -= 1;
      note({ kind: 'create-comment', ...comment });
      const { number } = comment;
      return { kind: 'done', value: { number, updatedAt: clock.now(), comment: `rehearsed ${-lowest}` } };
    },
    async updateComment({ number, comment, body }) {
      note({ kind: 'update-comment', number, comment, body });
      return { kind: 'done', value: { number, updatedAt: clock.now(), comment } };
    },
    async createLabel(label) {
      if (await hasLabel(label.name)) return { kind: 'done', value: { made: false } };
      note({ kind: 'create-label', ...label });
      return { kind: 'done', value: { made: true } };
    },
  };
}

/** One rehearsed commit: the files as they would stand after it, over those of the real commit beneath. */
interface Layer {
  raw: RawLedger;
  files: Map<string, string | null>;
  /** The real commit beneath all layers; null where there is none. */
  base: string | null;
}

function rehearsedLedger(
  real: LedgerReader,
  author: () => string,
  note: (what: Noted) => void,
): LedgerReader & LedgerWriter {
  const layers: Layer[] = [];

  const head = async (): ReturnType<LedgerReader['head']> => {
    const { raw, at } = await real.head();
    return { raw: layers.at(-1)?.raw ?? raw, at };
  };

  const add = (change: LedgerChange, parent: string | null): CommitResult => {
    const below = layers.at(-1);
    const files = new Map<string, string | null>([...(below?.files ?? []), ...Object.entries(change.additions)]);
    for (const path of change.deletions) files.set(path, null);
    const text = files.get('state.json') ?? null;
    const message = `${change.headline}\n\n${change.body}`;
    const oid = digest(`rehearsal\n${parent}\n${message}\n${text}`, 40);
    const raw = { oid, parent, message, author: author(), signed: null, text, truncated: false };
    layers.push({ raw, files, base: below ? below.base : parent });
    return { kind: 'committed', oid };
  };

  return {
    head,
    async files(oid, paths) {
      const layer = layers.find(({ raw }) => raw.oid === oid);
      if (!layer) return real.files(oid, paths);
      const beneath = paths.filter((path) => !layer.files.has(path));
      const older = layer.base === null || beneath.length === 0 ? new Map() : await real.files(layer.base, beneath);
      return new Map(paths.map((path) => [path, layer.files.get(path) ?? older.get(path) ?? null]));
    },
    async eventFiles(oid, days) {
      const layer = layers.find(({ raw }) => raw.oid === oid);
      if (!layer) return real.eventFiles(oid, days);
      const older = layer.base === null ? [] : await real.eventFiles(layer.base, days);
      const folders = days.map((day) => `${eventFolder(day)}/`);
      const rehearsed = [...layer.files.keys()].filter((path) => folders.some((folder) => path.startsWith(folder)));
      return [...new Set([...older, ...rehearsed])].sort();
    },
    async messages(count) {
      const rehearsed = layers.map(({ raw }) => raw.message).reverse();
      const missing = count - rehearsed.length;
      return missing > 0 ? [...rehearsed, ...(await real.messages(missing))] : rehearsed.slice(0, count);
    },
    async begin(files) {
      if ((await head()).raw !== null) return { kind: 'stale' };
      note({ kind: 'begin', paths: Object.keys(files) });
      return add({ headline: 'Begin [skip ci]', body: '', additions: files, deletions: [] }, null);
    },
    async commit({ expected, ...change }) {
      if ((await head()).raw?.oid !== expected) return { kind: 'stale' };
      note({ kind: 'commit', headline: change.headline, paths: Object.keys(change.additions) });
      return add(change, expected);
    },
  };
}
