/** Executes one GraphQL request against the world and words its errors as GitHub does. */

import {
  type DocumentNode,
  execute,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { limitAnswer, tooQuickly } from '../limit-answer.ts';
import { Refusal } from '../refusal.ts';
import type { Caller } from '../tokens.ts';
import { refuseContent, spend } from '../usage.ts';
import type { World } from '../world.ts';
import { costOf, nodeLimit } from './cost.ts';
import type { Context } from './resolver.ts';
import { githubSchema, loudResolver, NotImplemented } from './schema.ts';

/** What a request asks, known before it is executed. */
export interface Question {
  document: DocumentNode | null;
  operation: OperationDefinitionNode | null;
  variables: Record<string, unknown>;
  mutations: string[];
  /** Why it cannot be executed. */
  faults: readonly GraphQLError[];
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

const contentMutations = new Set(['createIssue', 'addComment', 'createPullRequest', 'addPullRequestReview']);
const known = new Map<string, { document: DocumentNode; faults: readonly GraphQLError[] }>();
const rememberedQueries = 200;

function understand(query: string): { document: DocumentNode | null; faults: readonly GraphQLError[] } {
  const before = known.get(query);
  if (before !== undefined) return before;
  try {
    const document = parse(query);
    const understood = { document, faults: validate(githubSchema(), document) };
    if (known.size >= rememberedQueries) known.clear();
    known.set(query, understood);
    return understood;
  } catch (error) {
    if (error instanceof GraphQLError) return { document: null, faults: [error] };
    throw error;
  }
}

export function readQuestion(body: string): Question {
  const nothing = { document: null, operation: null, variables: {}, mutations: [] };
  let asked: { query?: unknown; variables?: unknown; operationName?: unknown };
  try {
    asked = JSON.parse(body);
  } catch {
    return { ...nothing, faults: [new GraphQLError('Problems parsing JSON')] };
  }
  if (typeof asked?.query !== 'string') {
    return { ...nothing, faults: [new GraphQLError('A query attribute must be specified and must be a string.')] };
  }
  const { document, faults } = understand(asked.query);
  const operations = (document?.definitions ?? []).filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const named = operations.find((node) => node.name?.value === asked.operationName);
  const operation = (asked.operationName == null ? operations[0] : named) ?? null;
  const fields = operation?.operation === 'mutation' ? operation.selectionSet.selections : [];
  return {
    document,
    operation,
    variables: (asked.variables ?? {}) as Record<string, unknown>,
    mutations: fields.map((field) => (field.kind === Kind.FIELD ? field.name.value : '')),
    faults: operation === null && faults.length === 0 ? [new GraphQLError('No operation was named')] : faults,
  };
}

export async function answerQuestion(world: World, caller: Caller, question: Question): Promise<Answer> {
  const { document, operation, variables, faults } = question;
  if (document === null || operation === null || faults.length > 0) return answer({ errors: faults.map(worded) });
  const cost = costOf(document, operation, variables);
  if (cost.nodes > nodeLimit) {
    const [asked, limit] = [cost.nodes, nodeLimit].map((count) => count.toLocaleString('en-US'));
    const message = `By the time this query traverses to the ${cost.widest} connection, it is requesting up to ${asked} possible nodes which exceeds the maximum limit of ${limit}.`;
    return answer({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] });
  }
  const asker = { kind: 'graphql', login: caller.actor.login } as const;
  if (!spend(world, 'graphql', cost.points)) return limitAnswer(world, { limit: 'primary', status: 200 }, asker);
  const content = contentField(operation);
  const haste = content === undefined ? null : refuseContent(world);
  if (content !== undefined && haste !== null) {
    if (haste.retryAfter === null) return answer(tooQuickly(content));
    return limitAnswer(world, { limit: 'secondary', status: 403, retryAfter: haste.retryAfter }, asker);
  }
  const context: Context = { world, caller, cost };
  const result = await execute({
    schema: githubSchema(),
    document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    contextValue: context,
    fieldResolver: loudResolver,
    typeResolver: (source) => (source as { kind: string }).kind,
  });
  const errors = result.errors ?? [];
  // Anything but a refusal is a fault of the sandbox or of the test, and must not look like GitHub.
  const bug = errors.find(({ originalError }) => originalError != null && !(originalError instanceof Refusal));
  const status = bug === undefined ? 200 : isGap(bug) ? 501 : 500;
  const body = errors.length === 0 ? { data: result.data } : { data: result.data ?? null, errors: errors.map(worded) };
  return { status, headers: {}, body };
}

const isGap = ({ originalError, message }: GraphQLError): boolean =>
  originalError instanceof NotImplemented || message.startsWith('SANDBOX: ');

const answer = (body: Record<string, unknown>): Answer => ({ status: 200, headers: {}, body });

/** The first thing of an operation that creates content, and where it stands. */
function contentField({ operation, selectionSet }: OperationDefinitionNode) {
  if (operation !== 'mutation') return undefined;
  const field = selectionSet.selections.find(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD && contentMutations.has(selection.name.value),
  );
  const { line = 1, column = 1 } = field?.loc?.startToken ?? {};
  return field && { path: field.alias?.value ?? field.name.value, line, column };
}

/** GitHub puts the type of an error beside its message, not into extensions. */
function worded(error: GraphQLError): Record<string, unknown> {
  const { message, path, locations, originalError } = error;
  const place = { ...(path === undefined ? {} : { path }), ...(locations === undefined ? {} : { locations }) };
  if (originalError instanceof Refusal) {
    const extensions = originalError.kind === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {};
    return { type: originalError.kind, ...place, ...extensions, message };
  }
  if (originalError == null) return { ...place, message };
  const stack = isGap(error) ? {} : { extensions: { stack: originalError.stack } };
  return { type: 'SANDBOX', ...place, ...stack, message };
}
