/** The way to a real repository, or to a sandbox: its name, the token at hand, and where GitHub answers. */
import { spawn } from 'node:child_process';
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { type Client, createClient } from '@steward/core/adapters/github/client.ts';
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import type { TokenKind } from '@steward/core/domain/set-up.ts';
import type { RepoReader } from '@steward/core/ports.ts';
import { type Environment, readEnvironment } from '@steward/core/runtime/environment.ts';
import { type Checkout, originOf } from './checkout.ts';
import { WrongUse } from './failure.ts';

export interface Connection {
  /** owner/name */
  repository: string;
  environment: Environment;
  client: Client;
  reader: RepoReader;
  tokenKind: TokenKind;
  /** Scopes of the token, once GitHub has answered; null for tokens that have none. */
  scopes(): readonly string[] | null;
}

/** By name as given, by the runner's own, or by where the checkout was cloned from. */
export async function connect(
  given: string | undefined,
  checkout: Checkout | null,
  all: NodeJS.ProcessEnv,
): Promise<Connection> {
  const repository = given ?? all.GITHUB_REPOSITORY ?? (checkout === null ? null : nameIn(await originOf(checkout)));
  if (repository === null) {
    throw new WrongUse('Which repository on GitHub is meant cannot be told from here.', 'Give --repo OWNER/NAME.');
  }
  const token = await tokenAtHand(all);
  const environment = environmentOf(all, repository);
  const heard: { scopes: readonly string[] | null } = { scopes: null };
  const clock = createSystemClock();
  const client = createClient({
    ...{ token, apiUrl: environment.apiUrl, graphqlUrl: environment.graphqlUrl, clock },
    onDate: (date) => clock.answered(date),
    fetch: async (input, init) => {
      const response = await globalThis.fetch(input, init);
      const scopes = response.headers.get('x-oauth-scopes');
      if (scopes !== null) heard.scopes = scopes.split(/,\s*/).filter((scope) => scope !== '');
      return response;
    },
  });
  const [owner = '', name = ''] = repository.split('/');
  const reader = createRepoReader(client, { owner, name });
  return { repository, environment, client, reader, tokenKind: kindOf(token), scopes: () => heard.scopes };
}

function environmentOf(all: NodeJS.ProcessEnv, repository: string): Environment {
  try {
    return readEnvironment({ ...all, GITHUB_REPOSITORY: repository }, '');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new WrongUse(error.message, 'Give --repo as OWNER/NAME, and addresses with http(s)://.', { cause: error });
  }
}

const nameIn = (origin: string | null): string | null =>
  /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(origin ?? '')?.[1] ?? null;

const KINDS: readonly (readonly [string, TokenKind])[] = [
  ['ghp_', 'classic'],
  ['github_pat_', 'fine-grained'],
  ['gho_', 'sign-in'],
  ['ghs_', 'app'],
  ['ghu_', 'app'],
];

/** GitHub's tokens say by their beginning what they are. */
const kindOf = (token: string): TokenKind => KINDS.find(([start]) => token.startsWith(start))?.[1] ?? 'other';

async function tokenAtHand(all: NodeJS.ProcessEnv): Promise<string> {
  const given = [all.GITHUB_TOKEN, all.GH_TOKEN].find((token) => token !== undefined && token.trim() !== '');
  const token = given?.trim() ?? (await signedIn(all));
  if (token !== null) return token;
  throw new WrongUse(
    'There is no token to ask GitHub with.',
    'Set GITHUB_TOKEN or GH_TOKEN, or sign in with "gh auth login".',
  );
}

/** What GitHub's own command line has, where it is installed. */
function signedIn(all: NodeJS.ProcessEnv): Promise<string | null> {
  if (all.PATH === undefined) return Promise.resolve(null);
  return new Promise((resolve) => {
    const child = spawn('gh', ['auth', 'token'], { env: all, stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 && told.trim() !== '' ? told.trim() : null));
  });
}
