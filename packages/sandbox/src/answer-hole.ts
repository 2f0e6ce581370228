/** Partial data as GitHub gives it: one field that may be null is null, and an error says that the token may not read it. */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  getLocation,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type AnswerPath, seededNumbers } from './fault-schedule.ts';
import type { Question } from './graphql/execution.ts';
import { githubSchema } from './graphql/schema.ts';
import type { Performed } from './surfaces.ts';

export interface Place {
  path: AnswerPath;
  field: FieldNode;
}

/** The same answer with a hole, at that path or at a place drawn from the seed; unchanged where nothing can be missing. */
export function withHole(
  performed: Performed,
  question: Question | null,
  where: { seed: number } | { path: AnswerPath },
): Performed {
  const body = performed.body as { data?: unknown; errors?: unknown[] } | undefined;
  const places = holePlaces(question, body?.data);
  const place = 'seed' in where ? drawPlace(places, where.seed) : placeAt(places, where.path);
  if (place === undefined) return performed;
  const data: unknown = structuredClone(body?.data);
  const parent = valueAt(data, place.path.slice(0, -1)) as Record<string | number, unknown>;
  parent[place.path.at(-1) as string | number] = null;
  return { ...performed, body: { ...body, data, errors: [...(body?.errors ?? []), missing(place)] } };
}

const missing = ({ path, field: { loc } }: Place) => ({
  type: 'FORBIDDEN',
  path,
  extensions: { saml_failure: false },
  ...(loc !== undefined && { locations: [getLocation(loc.source, loc.start)] }),
  message: 'Resource not accessible by integration',
});

const valueAt = (data: unknown, path: AnswerPath): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key], data);

/** First the kind of place, then one of that kind: else nearly every hole would be in a long list. */
function drawPlace(places: readonly Place[], seed: number): Place | undefined {
  const kinds = new Map<string, Place[]>();
  for (const place of places) {
    const kind = place.path.filter((step) => typeof step === 'string').join('.');
    const alike = kinds.get(kind) ?? [];
    kinds.set(kind, alike);
    alike.push(place);
  }
  const draw = seededNumbers(seed, 1);
  const kind = [...kinds.values()][Math.floor(draw() * kinds.size)] ?? [];
  return kind[Math.floor(draw() * kind.length)];
}

function placeAt(places: readonly Place[], path: AnswerPath): Place {
  const found = places.find((place) => place.path.join('.') === path.join('.'));
  if (found === undefined) throw new RangeError(`Nothing that may be null is at ${path.join('.')} of the answer.`);
  return found;
}

/**
 * Whatever has fields of its own and may be null by the schema, items of lists included. Below a mutation's own field
 * only: what that field did is done by the time that something of it cannot be read.
 */
export function holePlaces(question: Question | null, data: unknown): Place[] {
  if (question?.operation == null || question.document === null || data == null) return [];
  const { operation, document } = question;
  const places = new AnswerWalk(document).from(operation, data);
  return operation.operation === 'mutation' ? places.filter(({ path }) => path.length > 1) : places;
}

/** Goes through an answer along with what was asked, for only that tells the type of each value. */
class AnswerWalk {
  readonly #schema = githubSchema();
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #places = new Map<string, Place>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  from({ operation, selectionSet }: OperationDefinitionNode, data: unknown): Place[] {
    this.#object(this.#schema.getRootType(operation), selectionSet, data, []);
    return [...this.#places.values()];
  }

  #object(on: unknown, set: SelectionSetNode | undefined, value: unknown, path: AnswerPath): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) this.#field(on, selection, value, path);
      else {
        const part = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
        const name = part?.typeCondition?.name.value;
        this.#object(name === undefined ? on : this.#schema.getType(name), part?.selectionSet, value, path);
      }
    }
  }

  /** A field of another type than the value's own is not in the answer. */
  #field(on: unknown, field: FieldNode, value: unknown, path: AnswerPath): void {
    if (!isObjectType(on) && !isInterfaceType(on)) return;
    const key = field.alias?.value ?? field.name.value;
    const type = on.getFields()[field.name.value]?.type;
    if (type !== undefined) this.#value(type, field, (value as Record<string, unknown>)[key], [...path, key]);
  }

  #value(type: GraphQLOutputType, field: FieldNode, value: unknown, path: AnswerPath): void {
    if (value == null || !isCompositeType(getNamedType(type))) return;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const items = value as unknown[];
      items.forEach((item, index) => void this.#value(inner.ofType, field, item, [...path, index]));
      return;
    }
    if (!isNonNullType(type)) this.#places.set(path.join('.'), { path, field });
    this.#object(inner, field.selectionSet, value, path);
  }
}
