/** Partial data as GitHub gives it: one field that may be null is null, and an error says that the token may not read it. */

import { getNullableType, isCompositeType, isNonNullType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { seededNumbers } from './fault-schedule.ts';
import type { Question } from './graphql/execution.ts';
import { githubSchema } from './graphql/schema.ts';
import type { Performed } from './surfaces.ts';

type Path = (string | number)[];

/** The same answer with a hole at a place drawn from the seed; unchanged where nothing in it may be null. */
export function withHole(performed: Performed, question: Question | null, seed: number): Performed {
  const body = performed.body as { data?: unknown; errors?: unknown[] } | undefined;
  if (question === null || question.mutations.length > 0 || body?.data == null) return performed;
  const data: unknown = structuredClone(body.data);
  const paths = nullablePaths(question).filter((path) => valueAt(data, path) != null);
  const path = paths[Math.floor(seededNumbers(seed, 1)() * paths.length)];
  if (path === undefined) return performed;
  const parent = valueAt(data, path.slice(0, -1)) as Record<string, unknown>;
  parent[String(path.at(-1))] = null;
  const error = {
    type: 'FORBIDDEN',
    path,
    extensions: { saml_failure: false },
    message: 'Resource not accessible by integration',
  };
  return { ...performed, body: { ...body, data, errors: [...(body.errors ?? []), error] } };
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[String(key)], data);

/** Fields with fields of their own that the schema lets be null, as paths of the answer; not those inside of lists. */
function nullablePaths({ document, operation }: Question): Path[] {
  if (document === null || operation === null) return [];
  const paths: Path[] = [];
  const here: string[] = [];
  const info = new TypeInfo(githubSchema());
  visit(
    operation,
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          here.push(node.alias?.value ?? node.name.value);
          const type = info.getType();
          if (type != null && !isNonNullType(type) && isCompositeType(getNullableType(type))) paths.push([...here]);
        },
        leave() {
          here.pop();
        },
      },
    }),
  );
  return paths;
}
