/** Stands between an action and its GitHub, and may put other words into an answer's mouth. */
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Stage } from '../support/cycle.ts';

export interface Passing {
  authorization: string;
  path: string;
  body: string;
}

/** What GitHub says instead; null passes the request on. */
export type Answering = (passing: Passing) => { status: number; body: unknown } | null;

/** Addresses to run an action with. */
export async function through({ sandbox }: Stage, answer: Answering): Promise<{ apiUrl: string; graphqlUrl: string }> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const authorization = incoming.headers.authorization ?? '';
    const said = answer({ authorization, path: incoming.url ?? '', body: body.toString() });
    if (said !== null) {
      outgoing.writeHead(said.status, { 'content-type': 'application/json', date: sandbox.clock.now().toUTCString() });
      outgoing.end(JSON.stringify(said.body));
      return;
    }
    const target = new URL(incoming.url ?? '/', sandbox.serverUrl);
    const onward = request(target, { method: incoming.method, headers: incoming.headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(outgoing);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { apiUrl: `${base}/api/v3`, graphqlUrl: `${base}/api/graphql` };
}

async function textOf(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** GraphQL's way to refuse, in these words. */
export const refusing = (type: string, message: string) => ({
  status: 200,
  body: { data: null, errors: [{ type, message, path: ['createIssue'] }] },
});
