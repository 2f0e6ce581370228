/** The HTTP door of the sandbox: counts, times, faults, performs, keeps and answers every request. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultEffect, FaultSchedule } from './fault-schedule.ts';
import { type Question, readQuestion } from './graphql/execution.ts';
import { type Asked, type Performed, perform, type Target, targetOf } from './surfaces.ts';
import type { RequestRecord } from './transcript.ts';
import { type Budget, budgetState } from './usage.ts';
import type { World } from './world.ts';

/** Time passes with every request, so that no two happen at the same moment. */
const requestMilliseconds = 50;

export interface ServerParts {
  world: World;
  faults: FaultSchedule;
  transcript: RequestRecord[];
}

export class SandboxServer {
  readonly #server: Server;
  readonly #parts: ServerParts;
  #late: { due: number; happen(): Promise<unknown> }[] = [];

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: `SANDBOX: ${message}` }));
      });
    });
  }

  listen(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { world, faults, transcript } = this.#parts;
    const body = await readBody(request);
    world.clock.advance(requestMilliseconds);
    await this.#catchUp();
    world.data.requests += 1;
    const target = targetOf(world, request);
    const question = target.kind === 'graphql' ? readQuestion(body.toString('utf8')) : null;
    const record = recordOf(world, { target, question, body });
    transcript.push(record);
    const happen = () => this.#happen({ target, question, body, headers: request.headers }, record);
    const fault = faults.take(record);
    if (fault !== null) record.fault = `${fault.timing} ${describe(fault.effect)}`;
    const struck = () => fault !== null && strike(fault.effect, { world, request, response, record });
    if (fault?.timing === 'late') this.#late.push({ due: world.clock.now().getTime() + (fault.lateBy ?? 0), happen });
    if (fault !== null && fault.timing !== 'after' && struck()) return;
    const performed = await happen();
    if (fault?.timing === 'after' && struck()) return;
    send(response, { world, record, performed });
  }

  async #happen(asked: Asked, record: RequestRecord): Promise<Performed> {
    const { world } = this.#parts;
    const performed = await perform(world, asked);
    record.login = performed.login;
    if (record.write) world.touch();
    world.save();
    return performed;
  }

  /** What was promised late happens before anything that arrives after its time. */
  async #catchUp(): Promise<void> {
    const now = this.#parts.world.clock.now().getTime();
    const due = this.#late.filter((effect) => effect.due < now);
    this.#late = this.#late.filter((effect) => effect.due >= now);
    for (const effect of due) await effect.happen();
  }
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function recordOf(world: World, asked: { target: Target; question: Question | null; body: Buffer }): RequestRecord {
  const { target, question, body } = asked;
  return {
    n: world.data.requests,
    at: world.clock.now().toISOString(),
    kind: target.kind,
    method: target.method,
    path: target.url.pathname + target.url.search,
    operation: question?.operation?.name?.value ?? null,
    mutations: question?.mutations ?? [],
    login: null,
    status: null,
    requestBytes: body.length,
    responseBytes: 0,
    write: question === null ? target.write : question.mutations.length > 0,
    fault: null,
    requestBody: target.kind === 'git' ? null : body.toString('utf8'),
    responseBody: null,
  };
}

const describe = (effect: FaultEffect): string => (effect.kind === 'status' ? `status ${effect.status}` : effect.kind);

interface Struck {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  record: RequestRecord;
}

/** True if the request has thereby had its answer. */
function strike(effect: FaultEffect, { world, request, response, record }: Struck): boolean {
  switch (effect.kind) {
    case 'delay':
      world.clock.advance(effect.milliseconds);
      return false;
    case 'reset':
      request.socket.destroy();
      return true;
    case 'hang':
      world.clock.advance(effect.milliseconds ?? 0);
      return true;
    case 'status': {
      const message = `SANDBOX: scheduled fault ${effect.status}`;
      send(response, {
        world,
        record,
        performed: { status: effect.status, headers: {}, body: { message }, login: record.login, budget: null },
      });
      return true;
    }
  }
}

function send(
  response: ServerResponse,
  { world, record, performed }: { world: World; record: RequestRecord; performed: Performed },
): void {
  const { status, body } = performed;
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : raw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  record.status = status;
  record.responseBytes = bytes.length;
  record.responseBody = record.kind === 'git' ? null : bytes.toString('utf8');
  response.sendDate = false;
  response.writeHead(status, {
    ...(body === undefined || raw ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': String(bytes.length),
    ...(performed.budget === null ? {} : limitHeaders(world, performed.budget)),
    ...performed.headers,
    date: world.clock.now().toUTCString(),
    'x-github-request-id': requestId(world, record.n),
  });
  response.end(bytes);
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
