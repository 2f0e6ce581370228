/** What every request goes through, by whichever door it came: counted, timed, struck by faults, performed, kept. */

import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { withHole } from './answer-hole.ts';
import { describeEffect, type Fault, type FaultEffect, type FaultSchedule } from './fault-schedule.ts';
import { type Question, readQuestion } from './graphql/execution.ts';
import { KeptAnswers } from './kept-answers.ts';
import { limitAnswer } from './limit-answer.ts';
import { type Asked, type Performed, perform, type Target, targetOf } from './surfaces.ts';
import type { RequestRecord } from './transcript.ts';
import { type Budget, budgetState, unmetered } from './usage.ts';
import type { World } from './world.ts';

/** Time passes with every request, so that no two happen at the same moment. */
const requestMilliseconds = 50;

export interface GatewayParts {
  world: World;
  faults: FaultSchedule;
  transcript: RequestRecord[];
}

export interface Arrival {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What the caller gets to see of it. */
export type Departure =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: Buffer }
  /** Status, headers and the first half of the body; then the connection breaks. */
  | { kind: 'cut'; status: number; headers: Record<string, string>; body: Buffer }
  | { kind: 'reset' }
  | { kind: 'refused' }
  /** No answer, ever; `milliseconds` of virtual time have passed meanwhile, or it is for the caller to say how long. */
  | { kind: 'silence'; milliseconds: number | null };

/** Whoever answers behind a door. */
export interface Receiver {
  receive(arrival: Arrival): Promise<Departure>;
}

export class Gateway implements Receiver {
  readonly #parts: GatewayParts;
  readonly #kept = new KeptAnswers();
  #underway = 0;
  #late: { due: number; happen(): Promise<unknown> }[] = [];

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  async receive(arrival: Arrival): Promise<Departure> {
    this.#underway += 1;
    const { concurrent = null } = this.#parts.world.data.limits;
    try {
      return await this.#handle(arrival, concurrent !== null && this.#underway > concurrent);
    } finally {
      this.#underway -= 1;
    }
  }

  async #handle({ method, url, headers, body }: Arrival, isOneTooMany: boolean): Promise<Departure> {
    const { world, faults, transcript } = this.#parts;
    world.clock.advance(requestMilliseconds);
    await this.#catchUp();
    world.data.requests += 1;
    const target = targetOf(world, { method, url });
    const question = target.kind === 'graphql' ? readQuestion(body.toString('utf8')) : null;
    const asked = { target, question, body, headers };
    const record = recordOf(world, asked);
    transcript.push(record);
    if (isOneTooMany) {
      const limit = { limit: 'secondary', status: 403, retryAfter: 60 } as const;
      return this.#note(record, this.#send(record, limitAnswer(world, limit, record)));
    }
    const fault = faults.take(record);
    if (fault !== null) record.fault = `${fault.timing} ${describeEffect(fault.effect)}`;
    try {
      const departure = fault === null ? this.#answer(asked, record) : this.#strike(fault, asked, record);
      return this.#note(record, await departure);
    } catch (error) {
      return this.#note(
        record,
        this.#own(record, 500, error instanceof Error ? (error.stack ?? error.message) : error),
      );
    }
  }

  /** Answers what was read lately as it would be answered now: what a reader that lags behind may still be told later. */
  async keepAnswers(): Promise<void> {
    const { world } = this.#parts;
    await unmetered(world, () => this.#kept.refresh((asked) => perform(world, asked)));
  }

  async #strike(fault: Fault, asked: Asked, record: RequestRecord): Promise<Departure> {
    const { effect, timing, lateBy = 0 } = fault;
    const { world } = this.#parts;
    if (timing === 'late') {
      const due = world.clock.now().getTime() + lateBy;
      this.#late.push({ due, happen: () => this.#happen(asked, record) });
    }
    if (effect.kind === 'delay') world.clock.advance(effect.milliseconds);
    if (effect.kind === 'hang') world.clock.advance(effect.milliseconds ?? 0);
    const performed = timing === 'after' || needsAnswer(effect) ? await this.#happen(asked, record) : null;
    switch (effect.kind) {
      case 'delay':
        return this.#send(record, performed ?? (await this.#happen(asked, record)));
      case 'reset':
        return { kind: 'reset' };
      case 'refuse':
        return { kind: 'refused' };
      case 'hang':
        return { kind: 'silence', milliseconds: effect.milliseconds ?? null };
      case 'cut':
        return { ...this.#send(record, performed as Performed), kind: 'cut' };
      case 'status':
        return this.#own(record, effect.status, `scheduled fault ${effect.status}`);
      case 'limit':
        return this.#send(record, limitAnswer(world, effect, record));
      case 'partial':
        return this.#send(record, withHole(performed as Performed, asked.question, effect));
      case 'stale':
        return this.#send(record, this.#kept.answerTo(asked) ?? (performed as Performed));
    }
  }

  async #answer(asked: Asked, record: RequestRecord): Promise<Departure> {
    const performed = await this.#happen(asked, record);
    this.#kept.keep(asked);
    return this.#send(record, performed);
  }

  async #happen(asked: Asked, record: RequestRecord): Promise<Performed> {
    const { world } = this.#parts;
    const performed = await perform(world, asked);
    record.login = performed.login;
    if (record.write) world.touch();
    world.save();
    return performed;
  }

  /** An answer that GitHub has no part in: trouble on order, or a fault of the sandbox itself. */
  #own(record: RequestRecord, status: number, text: unknown): Departure {
    const body = { message: `SANDBOX: ${text}` };
    return this.#send(record, { status, headers: {}, body, login: record.login, budget: null });
  }

  /** Lets time pass up to a moment (milliseconds since 1970): what was promised late until then happens at its own time. */
  async elapse(until: number): Promise<void> {
    const { clock } = this.#parts.world;
    const due = this.#late.filter((effect) => effect.due <= until).sort((a, b) => a.due - b.due);
    this.#late = this.#late.filter((effect) => effect.due > until);
    for (const effect of due) {
      clock.advance(Math.max(0, effect.due - clock.now().getTime()));
      await effect.happen();
    }
    clock.advance(Math.max(0, until - clock.now().getTime()));
  }

  /** What was promised late happens before anything that arrives after its time. */
  async #catchUp(): Promise<void> {
    const now = this.#parts.world.clock.now().getTime();
    const due = this.#late.filter((effect) => effect.due < now);
    this.#late = this.#late.filter((effect) => effect.due >= now);
    for (const effect of due) await effect.happen();
  }

  #send(record: RequestRecord, performed: Performed): Extract<Departure, { body: Buffer }> {
    const { world } = this.#parts;
    const { status, body } = performed;
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const bytes = body === undefined ? Buffer.alloc(0) : raw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
    const headers = {
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...(status === 304 || status === 204 ? {} : { 'content-length': String(bytes.length) }),
      ...(performed.budget === null ? {} : limitHeaders(world, performed.budget)),
      ...performed.headers,
      date: world.clock.now().toUTCString(),
      'x-github-request-id': requestId(world, record.n),
    };
    return { kind: 'answer', status, headers, body: record.method === 'HEAD' ? Buffer.alloc(0) : bytes };
  }

  #note(record: RequestRecord, departure: Departure): Departure {
    if (departure.kind !== 'answer') return departure;
    record.status = departure.status;
    record.responseBytes = departure.body.length;
    record.responseBody = isBinary(record.kind) ? null : departure.body.toString('utf8');
    return departure;
  }
}

const isBinary = (kind: RequestRecord['kind']): boolean => kind === 'git' || kind === 'cache';

const needsAnswer = ({ kind }: FaultEffect): boolean => kind === 'cut' || kind === 'partial' || kind === 'stale';

function recordOf(world: World, asked: { target: Target; question: Question | null; body: Buffer }): RequestRecord {
  const { target, question, body } = asked;
  return {
    n: world.data.requests,
    at: world.clock.now().toISOString(),
    kind: target.kind,
    method: target.method,
    path: target.url.pathname + target.url.search,
    operation: question?.operation?.name?.value ?? (target.kind === 'cache' ? target.path : null),
    mutations: question?.mutations ?? [],
    login: null,
    status: null,
    requestBytes: body.length,
    responseBytes: 0,
    write: question === null ? target.write : question.mutations.length > 0,
    fault: null,
    requestBody: isBinary(target.kind) ? null : body.toString('utf8'),
    responseBody: null,
  };
}

function limitHeaders(world: World, budget: Budget): Record<string, string> {
  const { limit, used, remaining, resetAt } = budgetState(world, budget);
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Date.parse(resetAt) / 1000),
    'x-ratelimit-resource': budget === 'rest' ? 'core' : 'graphql',
  };
}

const requestId = (world: World, n: number): string =>
  (
    createHash('sha256')
      .update(`${world.data.seed} ${n}`)
      .digest('hex')
      .slice(0, 24)
      .toUpperCase()
      .match(/.{4,8}/g) ?? []
  ).join(':');
