/** Node ids by the names people use: looked up once, then remembered for the rest of the run. */
import type { Client } from './client.ts';
import { idsQuery } from './mutations.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';

export interface NodeIds {
  /** Of an issue or pull request; null where there is none. */
  issue(number: number): Promise<string | null>;
  /** The repository's id, and those of the labels: null where there is no such label. */
  labels(names: readonly string[]): Promise<{ repository: string; labels: Map<string, string | null> }>;
  rememberIssue(number: number, id: string): void;
  rememberLabel(name: string, id: string): void;
}

type Ids = { repository: ({ id: string } & Record<string, { id: string } | null | string>) | null };

export function createNodeIds(client: Client, repository: RepositoryName): NodeIds {
  const issues = new Map<number, string>();
  const labels = new Map<string, string>();
  let repositoryId: string | null = null;

  const look = async (numbers: readonly number[], names: readonly string[]): Promise<void> => {
    const places = Object.fromEntries(names.map((name, place) => [`l${place}`, name]));
    const answer = await client.query<Ids>(idsQuery(numbers, names.length), { ...repository, ...places });
    const found = answer.kind === 'answered' || answer.kind === 'partial' ? (answer.data as Ids).repository : null;
    const faults = answer.kind === 'partial' ? answer.faults : [];
    // What does not exist is answered by null and a fault of its own.
    const absent = faults.every((fault) => fault.type === 'NOT_FOUND' && fault.path.length === 2);
    const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
    if (answer.kind !== 'answered' && (!found || !absent)) throw readError(answer, attempt);
    if (!found?.id) throw holesError(attempt);
    repositoryId = found.id;
    for (const number of numbers) {
      const id = idOf(found[`i${number}`]);
      if (id !== null) issues.set(number, id);
      // An issue that is not there is named by a fault, a label is not.
      else if (!faults.some(({ path }) => path[1] === `i${number}`)) throw holesError(attempt);
    }
    names.forEach((name, place) => {
      const id = idOf(found[`l${place}`]);
      if (id !== null) labels.set(name, id);
    });
  };

  return {
    async issue(number) {
      if (!Number.isSafeInteger(number) || number < 1) return null;
      if (!issues.has(number)) await look([number], []);
      return issues.get(number) ?? null;
    },
    async labels(names) {
      const unknown = names.filter((name) => !labels.has(name));
      if (repositoryId === null || unknown.length > 0) await look([], unknown);
      if (repositoryId === null) throw new Error(`the id of ${fullName(repository)} is not known`);
      return { repository: repositoryId, labels: new Map(names.map((name) => [name, labels.get(name) ?? null])) };
    },
    rememberIssue: (number, id) => void issues.set(number, id),
    rememberLabel: (name, id) => void labels.set(name, id),
  };
}

const idOf = (node: { id: string } | null | string | undefined): string | null =>
  node !== null && typeof node === 'object' ? node.id : null;
