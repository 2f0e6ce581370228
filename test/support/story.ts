/** Histories written by hand, each event at its time, with the ledger that they lead to. */
import { type AnalysisFacts, analyze } from '@steward/core/decide/analysis/analyze.ts';
import { apply } from '@steward/core/domain/apply.ts';
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Ending } from '@steward/core/domain/lease.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Specification, Status } from '@steward/core/domain/task.ts';
import type { Overall } from '@steward/core/domain/verdict.ts';
import { claim, INSTALLED, lease, specification } from './memory.ts';

const HOUR = 3_600_000;
/** A Friday. */
export const NOW = '2026-11-20T12:00:00.000Z';
/** So many hours before now. */
export const ago = (hours: number): string => later(NOW, -hours * HOUR);
export const days = (count: number): number => count * 24;

export class Story {
  events: RecordedEvent[] = [];
  ledger: Ledger = EMPTY_LEDGER;
  #counter = 0;
  #issues = 0;

  /** `installed`: hours ago. */
  constructor(installed = days(200)) {
    this.add(installed, INSTALLED);
  }

  add(hours: number, event: LedgerEvent): this {
    const at = ago(hours);
    this.ledger = apply(this.ledger, event, at);
    this.events.push({ ...event, sequence: this.events.length + 1, at });
    return this;
  }

  suggest(name: string, hours: number, change: Partial<Specification> = {}): this {
    return this.add(hours, { kind: 'suggested', specification: specification(name, change) });
  }

  open(name: string, hours: number, change: Partial<Specification> = {}): this {
    const wanted = specification(name, change);
    const reserved = claim(wanted.id, { intent: `i${this.events.length}`, at: ago(hours) });
    this.add(hours, { kind: 'reserved', claim: reserved, specification: wanted });
    return this.add(hours, { kind: 'opened', intent: reserved.intent, number: ++this.#issues, task: wanted.id });
  }

  move(name: string, hours: number, status: Status): this {
    return this.add(hours, { kind: 'moved', task: specification(name).id, status, reason: 'told' });
  }

  approve(name: string, hours: number): this {
    return this.add(hours, { kind: 'approved', task: specification(name).id, by: 'octo' });
  }

  /** Handed to an agent, seen to start, and ended; hours ago each. */
  attempt(
    name: string,
    [leased, ended]: readonly [number, number],
    {
      agent = 'codex',
      ending = 'merged' as Ending,
      usd = null as number | null,
      next = undefined as Status | undefined,
    } = {},
  ): this {
    const { id } = specification(name);
    const counter = ++this.#counter;
    const held = lease({ id, number: 1 }, { agent, counter, at: ago(leased), seen: ago(leased), usd });
    this.add(leased, { kind: 'leased', lease: held });
    this.add(leased - 0.5, { kind: 'started', task: id, counter, sign: 'run', ref: '1' });
    const status = next ?? (ending === 'merged' ? 'in-review' : 'ready');
    return this.add(ended, { kind: 'attempt-ended', task: id, counter, ending, next: status, resumes: null });
  }

  /** Opened, done at the first attempt. */
  done(
    name: string,
    [opened, ended]: readonly [number, number],
    change: Partial<Specification> = {},
    agent = 'codex',
  ): this {
    return this.open(name, opened, change)
      .attempt(name, [opened - 1, ended], { agent })
      .move(name, ended, 'done');
  }

  pull(name: string, number: number, hours: number): this {
    const task = specification(name).id;
    return this.add(hours, { kind: 'pull-linked', number, task, asked: false, agent: true, wanted: true, state: null });
  }

  review(number: number, hours: number, overall: Overall): this {
    const facts = { head: 'h', facts: '', met: 0, of: 1, round: 1, clicks: [], due: null };
    return this.add(hours, { kind: 'reviewed', number, overall, ...facts });
  }

  analysis(change: Partial<AnalysisFacts> = {}) {
    return analyze({
      ...{ now: NOW, hours: days(30), events: this.events, readFrom: ago(days(60)), unread: 0, ledger: this.ledger },
      ...{ staleAfter: 30, allowances: [], shows: { agents: true, money: true } },
      ...change,
    });
  }
}
