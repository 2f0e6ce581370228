/** Finds the operation a method and path ask for. */
import { OPERATIONS, type Operation } from './description.ts';
import { isOperationId, type OperationId } from './permissions.ts';

interface Route {
  readonly operation: Operation;
  readonly id: OperationId;
  readonly pattern: RegExp;
}

/** GitHub takes slashes in these although the description marks only some of them. */
const WITH_SLASHES = new Set(['ref', 'branch', 'path']);

function patternOf(operation: Operation): RegExp {
  const parts = operation.template
    .split('/')
    .slice(1)
    .map((part) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name === undefined) return `/${part}`;
      if (name === 'path') return '(?:/(?<path>.*))?';
      return WITH_SLASHES.has(name) ? `/(?<${name}>.+)` : `/(?<${name}>[^/]+)`;
    });
  return new RegExp(`^${parts.join('')}$`);
}

const ROUTES: readonly Route[] = OPERATIONS.map((operation) => {
  if (!isOperationId(operation.id)) throw new Error(`${operation.id} is in the description but has no handler`);
  return { operation, id: operation.id, pattern: patternOf(operation) };
});

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export interface Match {
  readonly operation: Operation;
  readonly id: OperationId;
  /** The path's parameters, decoded. */
  readonly segments: Readonly<Record<string, string>>;
}

export function matchRoute(method: string, path: string): Match | null {
  for (const { operation, id, pattern } of ROUTES) {
    const found = operation.method === method ? pattern.exec(path === '' ? '/' : path) : null;
    if (found === null) continue;
    const entries = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decode(text ?? '')]);
    return { operation, id, segments: Object.fromEntries(entries) };
  }
  return null;
}
