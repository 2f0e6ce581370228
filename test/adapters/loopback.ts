/** A server on loopback whose answers a test scripts one by one, and a client that waits in no time. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from '@steward/core/adapters/github/client.ts';
import { onTestFinished } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: { query?: string; variables?: Record<string, unknown> } & Record<string, unknown>;
}

export type Reply =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  /** The connection is dropped before any answer. */
  | 'reset'
  /** No answer until the client gives up. */
  | 'silence'
  /** Half of a successful answer. */
  | 'cut';

export const DATE = 'Fri, 20 Nov 2026 09:07:00 GMT';
export const NOW = '2026-11-20T09:07:00.000Z';

export interface Loopback {
  url: string;
  asked: Asked[];
  client: Client;
  /** What the client waited, in milliseconds. */
  slept: number[];
  dates: string[];
  clock: { now(): string; elapsed(): number; sleep(milliseconds: number): Promise<void> };
}

/** Each request takes the next reply; a function replies to all that follow. */
export async function loopback(...replies: (Reply | ((asked: Asked) => Reply))[]): Promise<Loopback> {
  const asked: Asked[] = [];
  const slept: number[] = [];
  const dates: string[] = [];
  let elapsed = 0;
  const clock = {
    now: () => NOW,
    elapsed: () => elapsed,
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
      elapsed += milliseconds;
    },
  };
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming);
    const reply = replies[Math.min(asked.length, replies.length - 1)] ?? { status: 500, json: {} };
    asked.push(request);
    answer(outgoing, typeof reply === 'function' ? reply(request) : reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Short only where it is waited for: a busy machine answers late.
  const timeout = replies.includes('silence') ? 300 : 60_000;
  const client = createClient({
    ...{ token: 'a-token', apiUrl: `${url}/api`, graphqlUrl: `${url}/graphql`, clock, timeout },
    onDate: (date) => void dates.push(date),
  });
  return { url, asked, client, slept, dates, clock };
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    authorization: incoming.headers.authorization,
    body: text === '' ? {} : JSON.parse(text),
  };
}

function answer(outgoing: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return;
  if (reply === 'reset') return void outgoing.socket?.destroy();
  const headers = { 'content-type': 'application/json; charset=utf-8', date: DATE };
  if (reply === 'cut') {
    outgoing.writeHead(200, { ...headers, 'content-length': '500' });
    outgoing.write('{"data": {"issue": {"num');
    setTimeout(() => outgoing.socket?.destroy(), 20);
    return;
  }
  outgoing.writeHead(reply.status ?? 200, { ...headers, ...reply.headers });
  outgoing.end(JSON.stringify(reply.json));
}

export const data = (value: unknown): Reply => ({ json: { data: value } });
export const fault = (type: string | null, message: string, path?: (string | number)[], value?: unknown): Reply => ({
  json: { data: value ?? null, errors: [{ ...(type !== null && { type }), message, ...(path && { path }) }] },
});
