/** Partial data as GitHub gives it: one thing that may be null is null, and an error says that the token may not read it. */

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { seededNumbers } from './fault-schedule.ts';
import type { Question } from './graphql/execution.ts';
import { githubSchema } from './graphql/schema.ts';
import type { Performed } from './surfaces.ts';

type Path = (string | number)[];

/** Any item of a list. */
const EACH = '*';

/** The same answer with a hole at a place drawn from the seed; unchanged where nothing in it may be null. */
export function withHole(performed: Performed, question: Question | null, seed: number): Performed {
  const body = performed.body as { data?: unknown; errors?: unknown[] } | undefined;
  if (question === null || question.mutations.length > 0 || body?.data == null) return performed;
  const data: unknown = structuredClone(body.data);
  const draw = seededNumbers(seed, 1);
  // First the kind of place, so that a long list does not draw every hole into itself.
  const places = nullablePlaces(question)
    .map((place) => pathsAt(data, place))
    .filter((paths) => paths.length > 0);
  const paths = places[Math.floor(draw() * places.length)] ?? [];
  const path = paths[Math.floor(draw() * paths.length)];
  if (path === undefined) return performed;
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data);
  (parent as Record<string, unknown>)[String(path.at(-1))] = null;
  const error = {
    type: 'FORBIDDEN',
    path,
    extensions: { saml_failure: false },
    message: 'Resource not accessible by integration',
  };
  return { ...performed, body: { ...body, data, errors: [...(body.errors ?? []), error] } };
}

/** Where in the data something stands at such a place. */
function pathsAt(value: unknown, place: readonly string[], before: Path = []): Path[] {
  if (value == null) return [];
  const [key, ...rest] = place;
  if (key === undefined) return [before];
  if (key !== EACH) return pathsAt((value as Record<string, unknown>)[key], rest, [...before, key]);
  return Array.isArray(value) ? value.flatMap((item, index) => pathsAt(item, rest, [...before, index])) : [];
}

/** Things with fields of their own that the schema lets be null: fields, and items of lists. */
function nullablePlaces({ document, operation }: Question): string[][] {
  if (document === null || operation === null) return [];
  const places: string[][] = [];
  const here: string[] = [];
  const info = new TypeInfo(githubSchema());
  visit(
    spreadOut(document, operation),
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          here.push(node.alias?.value ?? node.name.value);
          const type = info.getType();
          if (isOptionalThing(type)) places.push([...here]);
          const items = itemsOf(type);
          if (items === null) return;
          here.push(EACH);
          if (isOptionalThing(items)) places.push([...here]);
        },
        leave() {
          if (here.at(-1) === EACH) here.pop();
          here.pop();
        },
      },
    }),
  );
  return places;
}

/** The same with every fragment written out where it is used. */
function spreadOut(document: DocumentNode, operation: OperationDefinitionNode): OperationDefinitionNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return visit(operation, {
    FragmentSpread(spread) {
      const found = fragments.get(spread.name.value);
      if (found === undefined) return undefined;
      const { typeCondition, selectionSet } = found;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
    },
  });
}

type Type = GraphQLType | null | undefined;

const isOptionalThing = (type: Type): boolean =>
  type != null && !isNonNullType(type) && isCompositeType(getNullableType(type));

function itemsOf(type: Type): GraphQLType | null {
  const list = getNullableType(type);
  return isListType(list) ? list.ofType : null;
}
