/** Who is asked about a task: named by the owner, or found among those who own its code; who has least in hand comes first. */
import { stemOf } from '../../domain/areas.ts';
import { MOST_PEOPLE } from '../../domain/ask.ts';
import { type OwnerRule, ownersOf } from '../../domain/code-owners.ts';
import { CODE_OWNERS } from '../../domain/hand-off-settings.ts';
import { isTeamOf } from '../../domain/reach.ts';
import type { Ledger } from '../../domain/state.ts';
import type { Task } from '../../domain/task.ts';

export interface People {
  /** In the order in which they are asked: the next where GitHub leaves one out. */
  logins: string[];
  /** Mentioned, where no person is found. */
  team: string | null;
}

export interface Field {
  ledger: Ledger;
  owners: readonly OwnerRule[] | null;
  /** Whom the repository belongs to. */
  owner: string | null;
  /** Who was chosen for others in this very run. */
  chosen: readonly string[];
}

/** Of one path; GitHub itself takes far fewer for a review. */
const MOST_OWNERS = 50;

/** `who`: a login, `org/team`, or the owners of the code. */
export function peopleFor(task: Task, who: string, field: Field): People {
  if (who !== CODE_OWNERS)
    return who.includes('/') ? { logins: [], team: own(who, field) } : { logins: [who], team: null };
  const names = distinct(pathsOf(task).flatMap((path) => ownersOf(field.owners ?? [], path).slice(0, MOST_OWNERS)));
  const loads = loadsOf(field, task.id);
  const loadOf = (login: string): number => loads.get(login.toLowerCase()) ?? 0;
  const logins = names
    .filter((name) => !name.includes('/') && !name.endsWith('[bot]') && !gaveBack(task, name))
    // Of equals the one whom the file names first: sorting keeps the order.
    .sort((a, b) => loadOf(a) - loadOf(b))
    .slice(0, MOST_PEOPLE);
  const team = names.find((name) => name.includes('/') && isTeamOf(name, field.owner)) ?? null;
  return { logins, team: logins.length > 0 ? null : team };
}

/** Whoever gave it back is not asked to take it again. */
export const gaveBack = ({ attempts = [] }: Pick<Task, 'attempts'>, login: string): boolean =>
  attempts.some(({ ending, by }) => ending === 'declined' && by?.toLowerCase() === login.toLowerCase());

const own = (team: string, { owner }: Field): string | null => (isTeamOf(team, owner) ? team : null);

/** Logins are the same in any case; the first stands. */
const distinct = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index);

/** What it may change; else where its evidence lies; else the whole project. */
function pathsOf({ scope, evidence }: Task): string[] {
  const paths = scope.paths.length > 0 ? scope.paths : evidence.filter(({ line }) => line > 0).map(({ path }) => path);
  return paths.length > 0 ? paths.map(stemOf) : [''];
}

/** Tasks that people have from Steward, by login in small letters: handed to them, or left to them. */
function loadsOf({ ledger: { state, tasks }, chosen }: Field, except: string): Map<string, number> {
  const loads = new Map<string, number>();
  const count = (login: string): void => {
    loads.set(login.toLowerCase(), (loads.get(login.toLowerCase()) ?? 0) + 1);
  };
  for (const login of chosen) count(login);
  for (const { kind, handed, started } of Object.values(state.leases)) {
    const login = started?.sign === 'assignment' ? started.ref : handed?.ref;
    if (kind === 'person' && login) count(login);
  }
  for (const { id, status, ask } of Object.values(tasks)) {
    const login = ask?.person === undefined ? ask?.people?.[0] : ask.person;
    if (status === 'escalated' && id !== except && login) count(login);
  }
  return loads;
}
