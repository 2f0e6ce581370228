/** What was asked and answered, request by request, so that tests and people can count and read it. */

export interface RequestRecord {
  /** From 1, in the order of arrival, over the whole life of the world. */
  n: number;
  /** Virtual time of arrival. */
  at: string;
  kind: 'graphql' | 'rest' | 'git' | 'cache';
  method: string;
  path: string;
  /** Name of the GraphQL operation, if it has one, or of the call to the cache. */
  operation: string | null;
  /** GraphQL mutation fields in the order they are asked. */
  mutations: string[];
  /** Login of the token's actor. */
  login: string | null;
  /** Null while unanswered, and for ever if the connection broke. */
  status: number | null;
  requestBytes: number;
  responseBytes: number;
  /** Whether it asks to change something. */
  write: boolean;
  fault: string | null;
  requestBody: string | null;
  responseBody: string | null;
}
