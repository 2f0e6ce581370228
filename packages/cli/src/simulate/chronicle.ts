/** The history of one seed, line by line: what happened, what each run did, which promise was broken. */
import { createHash } from 'node:crypto';
import type { VirtualClock } from '@steward/sandbox/virtual-clock.ts';
import type { RunRecord } from './run.ts';
import type { Transaction } from './shadow.ts';

export interface Violation {
  invariant: string;
  fault: string;
  /** Virtual time. */
  at: string;
  run: number;
}

export class Chronicle {
  readonly violations: Violation[] = [];
  readonly #hash = createHash('sha256');
  readonly #clock: VirtualClock;
  readonly #folder: string;
  readonly #onLine: (line: string) => void;

  /** `folder`: where this machine keeps the files, which is no part of the history. */
  constructor(clock: VirtualClock, folder: string, onLine: (line: string) => void = () => undefined) {
    this.#clock = clock;
    this.#folder = folder;
    this.#onLine = onLine;
  }

  /** SHA-256 of all lines. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  tell(told: string): void {
    const line = told.replaceAll(this.#folder, '');
    this.#hash.update(line).update('\n');
    this.#onLine(line);
  }

  violate(invariant: string, fault: string, runs: readonly RunRecord[]): void {
    this.violations.push({ invariant, fault, at: this.#clock.now().toISOString(), run: runs[0]?.number ?? 0 });
    this.tell(`VIOLATED: ${invariant}: ${fault}`);
  }

  tellAll(runs: readonly RunRecord[], transactions: readonly Transaction[]): void {
    for (const run of runs) this.tellRun(run);
    for (const { oid, events } of transactions) this.tell(`  ${oid} ${events.map(({ kind }) => kind).join(', ')}`);
  }

  tellRun({ number, startedAt, ending, report, requests, trouble, asked = [] }: RunRecord): void {
    const end = ending === null ? 'killed' : ending.failed ? 'red' : report?.quiet ? 'quiet' : 'green';
    const { strikes, ...rest } = trouble;
    const struck = requests.flatMap(({ n, fault }) => (fault === null ? [] : [`${n} ${fault}`]));
    this.tell(`${startedAt} run ${number} ${end} ${JSON.stringify(rest)} ${strikes.length} ${struck.join(', ')}`);
    for (const { n, operation, path, status, requestBytes, responseBytes, kind } of requests) {
      // What git packs into an answer is its own affair.
      if (kind !== 'git') this.tell(`  ${n} ${operation ?? path} ${status} ${requestBytes} ${responseBytes}`);
    }
    for (const { method, path, status, fault, body } of asked)
      this.tell(`  asks ${method} ${path} ${status ?? 'nothing'} ${body.length} ${fault ?? ''}`);
    for (const text of [...(ending?.errors ?? []), ...(ending?.warnings ?? [])]) this.tell(`  said: ${text}`);
    for (const { kind, number: issue, title } of report?.done ?? []) this.tell(`  ${kind} ${issue ?? ''} ${title}`);
  }
}
