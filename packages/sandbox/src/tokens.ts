/** Tokens and what they may do: a workflow's token by its permissions, a person's by their role. */

import { createHmac } from 'node:crypto';
import type { World } from './world.ts';
import { workflowBot } from './world.ts';
import type { Access, ActorData, Permission, Role, TokenData } from './world-data.ts';

export interface TokenOptions {
  /** The workflow's bot when left out. */
  login?: string;
  kind?: 'Bot' | 'User';
  permissions?: Partial<Record<Permission, Access>>;
  /** From this moment on nobody knows it any more; never when left out. */
  expiresAt?: string;
}

/** Whose a token is: a workflow run's own, an App installation's, or a person's. */
export type TokenKind = 'workflow' | 'app' | 'personal';

/** Who asks: the token's actor and what the token may do. */
export interface Caller {
  kind: TokenKind;
  actor: ActorData;
  permissions: Partial<Record<Permission, Access>>;
  /** When it ends, where it does. */
  expiresAt?: string;
  may(permission: Permission, access: Access): boolean;
}

const kindOf = ({ kind, login }: ActorData): TokenKind =>
  kind !== 'Bot' ? 'personal' : login === workflowBot.login ? 'workflow' : 'app';

export const workflowPermissions: Partial<Record<Permission, Access>> = {
  actions: 'write',
  checks: 'read',
  contents: 'write',
  deployments: 'read',
  issues: 'write',
  metadata: 'read',
  'pull-requests': 'write',
  'security-events': 'read',
  statuses: 'read',
  'vulnerability-alerts': 'read',
};

const everything: readonly Permission[] = [
  'actions',
  'checks',
  'contents',
  'deployments',
  'issues',
  'metadata',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
  'vulnerability-alerts',
  'workflows',
];

export function mintToken(world: World, options: TokenOptions = {}): string {
  const given = options.login ?? (options.kind === 'User' ? world.repository.owner : workflowBot.login);
  const login = options.kind === 'Bot' && !given.endsWith('[bot]') ? `${given}[bot]` : given;
  const actor = world.introduce(login, 'write');
  const permissions = options.permissions ?? (actor.kind === 'Bot' ? workflowPermissions : roleGrants(actor.role));
  const serial = world.nextDatabaseId();
  const proof = createHmac('sha256', world.data.secret).update(`token ${serial}`).digest('hex').slice(0, 36);
  const record: TokenData = {
    token: `${actor.kind === 'Bot' ? 'ghs' : 'ghp'}_${proof}`,
    login: actor.login,
    permissions: { metadata: 'read', ...permissions },
    ...(options.expiresAt === undefined ? {} : { expiresAt: options.expiresAt }),
  };
  world.data.tokens.push(record);
  world.touch();
  return record.token;
}

function roleGrants(role: Role): Partial<Record<Permission, Access>> {
  const grant = (access: Access) => Object.fromEntries(everything.map((permission) => [permission, access]));
  if (role === 'none') return {};
  if (role === 'read') return grant('read');
  if (role === 'triage') return { ...grant('read'), issues: 'write', 'pull-requests': 'write' };
  // Only who administers a repository may read its settings, secrets and variables.
  const own = role === 'admin' ? ({ administration: 'write', secrets: 'write', variables: 'write' } as const) : {};
  return { ...grant('write'), ...own };
}

const isOver = (world: World, { expiresAt }: TokenData): boolean =>
  expiresAt !== undefined && world.clock.now().getTime() >= Date.parse(expiresAt);

export function callerOf(world: World, token: string): Caller | null {
  const record = world.data.tokens.find((candidate) => candidate.token === token);
  if (record === undefined || isOver(world, record)) return null;
  const { permissions } = record;
  const actor = world.introduce(record.login);
  return {
    kind: kindOf(actor),
    actor,
    permissions,
    ...(record.expiresAt !== undefined && { expiresAt: record.expiresAt }),
    may: (permission, access) => permissions[permission] === 'write' || permissions[permission] === access,
  };
}

/** `bearer X`, `token X`, and `basic` with the token as its password, as git and actions/checkout send it. */
export function tokenIn(authorization: string | undefined): string | null {
  const [scheme, value] = (authorization ?? '').split(/\s+/, 2);
  if (value === undefined || value === '') return null;
  switch (scheme?.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      return pair.slice(pair.indexOf(':') + 1);
    }
    default:
      return null;
  }
}
