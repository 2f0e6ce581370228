/** An independent reading of the state branch: every commit followed, its events applied, its files compared byte for byte. */
import { apply } from '@steward/core/domain/apply.ts';
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { readEventPath } from '@steward/core/domain/event-files.ts';
import { changeOf, type LedgerChange } from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type Ledger, type State } from '@steward/core/domain/state.ts';
import { stateOf } from '@steward/core/domain/state-rows.ts';
import { type CommitObject, readCommit } from '@steward/sandbox/commit-object.ts';
import type { GitRepository } from '@steward/sandbox/git-repository.ts';
import { followJoining, type Joined } from './joining.ts';
import { changedFiles } from './tree-difference.ts';

const REF = 'refs/heads/steward/state';

/** One transaction as the branch holds it. */
export interface Transaction {
  oid: string;
  /** When its events were applied. */
  at: string;
  events: readonly LedgerEvent[];
  before: Ledger;
  after: Ledger;
}

export class Shadow {
  readonly #git: GitRepository;
  #ledger: Ledger = EMPTY_LEDGER;
  #head: string | null = null;
  #events = 0;
  #logs = new Set<string>();
  #joined = new Map<string, Joined>();
  #bytes = 0;

  constructor(git: GitRepository) {
    this.#git = git;
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  get head(): string | null {
    return this.#head;
  }

  /** Of the events applied since the last beginning of the branch. */
  get events(): number {
    return this.#events;
  }

  /** Paths of the event files of this life of the branch. */
  get logs(): ReadonlySet<string> {
    return this.#logs;
  }

  /** What became of those that were joined. */
  get joined(): ReadonlyMap<string, Joined> {
    return this.#joined;
  }

  /** Of everything committed so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Somebody else made `head` of the branch: what follows stands on nothing that was known. */
  forget(head: string | null): void {
    this.#ledger = EMPTY_LEDGER;
    this.#head = head;
    this.#events = 0;
    this.#logs = new Set();
    this.#joined = new Map();
  }

  /** Follows what was committed since the last look. Faults are texts, one each. */
  async follow(): Promise<{ transactions: Transaction[]; faults: string[] }> {
    const transactions: Transaction[] = [];
    const faults: string[] = [];
    for (const { oid, commit } of await this.#newCommits()) {
      const transaction = await this.#read(oid, commit, faults);
      this.#head = oid;
      if (transaction === null) continue;
      this.#ledger = transaction.after;
      this.#events += transaction.events.length;
      transactions.push(transaction);
    }
    return { transactions, faults };
  }

  /** Oldest first, down to the last one seen or to the root. */
  async #newCommits(): Promise<{ oid: string; commit: CommitObject }[]> {
    const found: { oid: string; commit: CommitObject }[] = [];
    for (let oid = await this.#git.ref(REF); oid !== null && oid !== this.#head; ) {
      const object = await this.#git.read(oid);
      if (object === null) break;
      const commit = readCommit(object.content);
      found.unshift({ oid, commit });
      oid = commit.parents[0] ?? null;
    }
    return found;
  }

  async #read(oid: string, commit: CommitObject, faults: string[]): Promise<Transaction | null> {
    const files = await changedFiles(this.#git, commit.parents[0] ?? null, oid);
    const texts = new Map([...files.added, ...files.modified].map(({ path, text }) => [path, text]));
    for (const text of texts.values()) this.#bytes += Buffer.byteLength(text);
    if (commit.parents.length === 0) {
      this.forget(oid);
      return null;
    }
    for (const { path } of files.modified) {
      if (path.startsWith('events/')) faults.push(`${path} was changed after it was written`);
    }
    const logs = files.added.filter(({ path }) => path.startsWith('events/'));
    const [log] = logs;
    if (log === undefined || logs.length > 1) {
      faults.push(`transaction ${short(oid)} wrote ${logs.length} event files instead of one`);
      return null;
    }
    this.#logs.add(log.path);
    const parent = commit.parents[0] ?? '';
    const joining = await followJoining(this.#git, { parent, day: readEventPath(log.path)?.day ?? '', files });
    faults.push(...joining.faults);
    for (const [path, place] of joining.joined) this.#joined.set(path, place);
    return this.#replay({ oid, parent, log: log.text, texts }, faults);
  }

  async #replay(
    { oid, parent, log, texts }: { oid: string; parent: string; log: string; texts: ReadonlyMap<string, string> },
    faults: string[],
  ): Promise<Transaction | null> {
    const recorded = log
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RecordedEvent);
    const events = recorded.map(({ sequence: _, at: __, ...event }) => event as LedgerEvent);
    const text = texts.get('state.json') ?? '';
    for (const before of this.#beginnings(recorded[0]?.sequence ?? 0)) {
      const { sequence } = before.state;
      if (recorded.some((event) => event.sequence !== sequence + 1)) continue;
      const at = recorded[0]?.at ?? '';
      const after = events.reduce((ledger, event) => apply(ledger, event, at), before);
      const { change, ledger } = changeOf({ before, after, events, parent, at, token: '', run: '' });
      if (change.additions['state.json'] !== text) continue;
      faults.push(...(await this.#spoiltShards(change, texts, oid)));
      return { oid, at, events, before, after: { ...ledger, loaded: 'all' } };
    }
    const numbers = [...new Set(recorded.map((event) => event.sequence))].join(', ');
    faults.push(
      `state.json of ${short(oid)} is not what its events make of the state before (sequence ${numbers || 'none'} after ${this.#ledger.state.sequence})`,
    );
    const state = stateOf(JSON.parse(text) as State);
    this.#ledger = { ...this.#ledger, state };
    return null;
  }

  /** Shards that are not as the transaction should have left them. Of one that was there already, nothing is written. */
  async #spoiltShards(change: LedgerChange, texts: ReadonlyMap<string, string>, oid: string): Promise<string[]> {
    const faults: string[] = [];
    for (const [path, text] of Object.entries(change.additions)) {
      if (path === 'state.json' || path.startsWith('events/')) continue;
      const found = texts.get(path) ?? (await this.#git.read(`${oid}:${path}`))?.content.toString('utf8');
      if (found !== text) faults.push(`${path} of ${short(oid)} is not what the events make of it`);
    }
    return faults;
  }

  /** A life of the branch begins where nothing was, or on what could not be read. */
  #beginnings(sequence: number): Ledger[] {
    if (sequence !== 1) return [this.#ledger];
    return [EMPTY_LEDGER, { ...EMPTY_LEDGER, state: { ...EMPTY_STATE, epoch: 'damaged' } }];
  }
}

const short = (oid: string): string => oid.slice(0, 10);
