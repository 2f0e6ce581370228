/** A small inhabited world behind a real HTTP port, for the tests of the REST interface. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GitRepository } from '@steward/sandbox/git-repository.ts';
import { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { type Caller, handleRest } from '@steward/sandbox/rest/router.ts';
import { VirtualClock } from '@steward/sandbox/virtual-clock.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { Access, Permission } from '@steward/sandbox/world-data.ts';
import { bareWorld, introduceFirst } from '@steward/sandbox/world-founding.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked against the description, tests read them freely
  readonly body: any;
}

export interface Ask {
  readonly body?: unknown;
  readonly as?: string | null;
  readonly accept?: string;
}

const EVERYTHING: Partial<Record<Permission, Access>> = {
  actions: 'write',
  checks: 'read',
  contents: 'write',
  deployments: 'read',
  issues: 'write',
  metadata: 'read',
  'pull-requests': 'write',
  statuses: 'read',
};

export class RestWorld {
  readonly world: InhabitedWorld;
  readonly clock: VirtualClock;
  readonly permissions = new Map<string, Partial<Record<Permission, Access>>>();
  #close: () => Promise<void>;

  private constructor(world: InhabitedWorld, clock: VirtualClock, close: () => Promise<void>) {
    this.world = world;
    this.clock = clock;
    this.#close = close;
  }

  static async open(): Promise<RestWorld> {
    const directory = mkdtempSync(join(tmpdir(), 'steward-rest-'));
    const now = '2026-11-20T09:07:00Z';
    const git = await GitRepository.open(directory);
    const clock = new VirtualClock(now);
    const data = bareWorld({ repository: 'ada/engine', branch: 'main', now, seed: 1 });
    const world = new InhabitedWorld({ data, git, clock, directory });
    introduceFirst(world);
    const server = createServer(async (incoming, outgoing) => {
      const address = new URL(incoming.url ?? '/', 'http://localhost');
      const sent = await text(incoming);
      const login = incoming.headers.authorization?.replace('token ', '');
      const reply = await handleRest(
        {
          method: incoming.method ?? 'GET',
          path: address.pathname.replace('/api/v3', ''),
          query: address.searchParams,
          headers: incoming.headers,
          body: sent === '' ? undefined : JSON.parse(sent),
          actor: login === undefined ? null : rest.#caller(login),
        },
        world,
      );
      outgoing.writeHead(reply?.status ?? 404, reply?.headers);
      outgoing.end(Buffer.isBuffer(reply?.body) ? reply.body : JSON.stringify(reply?.body));
    });
    const rest = new RestWorld(world, clock, async () => {
      await new Promise((resolve) => server.close(resolve));
      git.close();
      rmSync(directory, { recursive: true, force: true });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    world.serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return rest;
  }

  #caller(login: string): Caller {
    const permissions = this.permissions.get(login) ?? EVERYTHING;
    const may: Caller['may'] = (name, access) => permissions[name] === 'write' || permissions[name] === access;
    return { actor: this.world.introduce(login), permissions, may };
  }

  /** Asks below the repository, or from the root of the interface where the path begins with `//`. */
  async ask(method: string, path: string, { body, as = workflowBot.login, accept }: Ask = {}): Promise<Reply> {
    const place = path.startsWith('//') ? path.slice(1) : `/repos/ada/engine${path}`;
    const answer = await fetch(`${this.world.serverUrl}/api/v3${place}`, {
      method,
      headers: {
        connection: 'close',
        ...(as === null ? {} : { authorization: `token ${as}` }),
        ...(accept === undefined ? {} : { accept }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const received = await answer.text();
    const json = received !== '' && answer.headers.get('content-type')?.includes('raw') !== true;
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(received) : received };
  }

  get = (path: string, ask?: Ask): Promise<Reply> => this.ask('GET', path, ask);
  post = (path: string, body: unknown, ask?: Ask): Promise<Reply> => this.ask('POST', path, { ...ask, body });
  patch = (path: string, body: unknown, ask?: Ask): Promise<Reply> => this.ask('PATCH', path, { ...ask, body });

  close(): Promise<void> {
    return this.#close();
  }
}
