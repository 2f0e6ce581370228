/** How things are called: opaque node ids, and the address GitHub gives to an account's commits. */

import type { ActorData } from './world-data.ts';

export const nodeId = (prefix: string, key: number | string): string =>
  `${prefix}_${Buffer.from(String(key)).toString('base64url')}`;

export const nodePrefix = (id: string): string => id.slice(0, Math.max(id.indexOf('_'), 0));

export const nodeKey = (id: string): string => Buffer.from(id.slice(id.indexOf('_') + 1), 'base64url').toString();

export const noreply = (actor: ActorData): string => `${actor.databaseId}+${actor.login}@users.noreply.github.com`;

/** Login behind GitHub's noreply address, with or without the number in front. */
export function loginOf(email: string): string | null {
  return /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email)?.[1] ?? null;
}
