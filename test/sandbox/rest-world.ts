/** A sandbox of its own for each test of the REST interface, asked over its real port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import type { TokenOptions } from '@steward/sandbox/tokens.ts';
import type { VirtualClock } from '@steward/sandbox/virtual-clock.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked against the description, tests read them freely
  readonly body: any;
}

export interface Ask {
  readonly body?: unknown;
  /** Login of whoever asks; null asks without a token. */
  readonly as?: string | null;
  /** Asks with this one, whoever it belongs to. */
  readonly token?: string;
  readonly accept?: string;
}

export class RestWorld {
  readonly sandbox: Sandbox;
  readonly world: InhabitedWorld;
  readonly clock: VirtualClock;
  readonly #directory: string;
  readonly #tokens = new Map<string, string>();

  private constructor(sandbox: Sandbox, directory: string) {
    this.sandbox = sandbox;
    this.world = sandbox.world;
    this.clock = sandbox.clock;
    this.#directory = directory;
  }

  static async open(world: WorldFile = {}): Promise<RestWorld> {
    const directory = mkdtempSync(join(tmpdir(), 'steward-rest-'));
    const sandbox = await createSandbox({ directory, repository: 'ada/engine', now: '2026-11-20T09:07:00Z', world });
    return new RestWorld(sandbox, directory);
  }

  /** From now on this login asks with a token that may do no more than this. */
  grant(login: string, permissions: NonNullable<TokenOptions['permissions']>): void {
    this.#tokens.set(login, this.sandbox.mintToken({ login, permissions }));
  }

  tokenOf(login: string): string {
    const token = this.#tokens.get(login) ?? this.sandbox.mintToken({ login });
    this.#tokens.set(login, token);
    return token;
  }

  /** Asks below the repository, or from the root of the interface where the path begins with `//`. */
  async ask(method: string, path: string, { body, as = workflowBot.login, token, accept }: Ask = {}): Promise<Reply> {
    const place = path.startsWith('//') ? path.slice(1) : `/repos/ada/engine${path}`;
    const shown = token ?? (as === null ? null : this.tokenOf(as));
    const answer = await fetch(`${this.sandbox.apiUrl}${place}`, {
      method,
      // Where somebody is sent on is an answer of its own, and a token is not taken along.
      redirect: 'manual',
      headers: {
        ...(shown === null ? {} : { authorization: `token ${shown}` }),
        ...(accept === undefined ? {} : { accept }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const received = await answer.text();
    const json = answer.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(received) : received };
  }

  get = (path: string, ask?: Ask): Promise<Reply> => this.ask('GET', path, ask);
  post = (path: string, body: unknown, ask?: Ask): Promise<Reply> => this.ask('POST', path, { ...ask, body });
  patch = (path: string, body: unknown, ask?: Ask): Promise<Reply> => this.ask('PATCH', path, { ...ask, body });

  async graphql(query: string, variables: Record<string, unknown>): Promise<Reply['body']> {
    const answer = await fetch(this.sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${this.tokenOf(workflowBot.login)}` },
      body: JSON.stringify({ query, variables }),
    });
    return answer.json();
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
