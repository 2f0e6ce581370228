/** What a query costs by GitHub's published formula: connection requests divided by a hundred, and the count of nodes. */

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

export interface Cost {
  points: number;
  nodes: number;
  /** The connection that asks for most. */
  widest: string;
}

export const nodeLimit = 500_000;

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
export function costOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let requests = 0;
  let nodes = 0;
  let widest = { name: '', size: 0 };
  const visit = (selections: SelectionSetNode | undefined, times: number): void => {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) visit(fragments.get(selection.name.value)?.selectionSet, times);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet, times);
      else {
        const bound = selection.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last');
        const size = bound === undefined ? null : sizeOf(bound.value, variables);
        if (size !== null) {
          requests += times;
          nodes += times * size;
          if (times * size > widest.size) widest = { name: selection.name.value, size: times * size };
        }
        visit(selection.selectionSet, times * (size ?? 1));
      }
    }
  };
  visit(operation.selectionSet, 1);
  return { points: Math.max(1, Math.round(requests / 100)), nodes, widest: widest.name };
}

function sizeOf(value: ValueNode, variables: Record<string, unknown>): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return null;
  const given = variables[value.name.value];
  return typeof given === 'number' ? given : null;
}
