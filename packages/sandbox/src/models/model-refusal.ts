/** What a vendor turns down: said once, written in each vendor's own shape. */

import type { ErrorObject as AnthropicErrorObject, ErrorResponse } from '@anthropic-ai/sdk/resources/shared.js';
import type { ErrorObject } from 'openai/resources/shared.js';

export type Vendor = 'anthropic' | 'openai';

export class ModelRefusal extends Error {
  readonly status: number;
  /** OpenAI names the parameter and a code. */
  readonly param: string | null;
  readonly code: string | null;

  constructor(status: number, message: string, { param = null, code = null }: Partial<OpenAIFault> = {}) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
  }
}

type OpenAIFault = Pick<ErrorObject, 'param' | 'code'>;

const ANTHROPIC_KINDS: Readonly<Record<number, AnthropicErrorObject['type']>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const OPENAI_KINDS: Readonly<Record<number, string>> = { 429: 'requests', 402: 'billing_error' };

const kindOf = (status: number): AnthropicErrorObject['type'] =>
  ANTHROPIC_KINDS[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

export const anthropicError = ({ status, message }: ModelRefusal, request: string | null): ErrorResponse => ({
  type: 'error',
  error: { type: kindOf(status), message },
  request_id: request,
});

export const openAIError = ({ status, message, param, code }: ModelRefusal): { error: ErrorObject } => ({
  error: {
    message,
    type: code === 'insufficient_quota' ? code : (OPENAI_KINDS[status] ?? kindOfOpenAI(status)),
    param,
    code,
  },
});

const kindOfOpenAI = (status: number): string => (status < 500 ? 'invalid_request_error' : 'server_error');

/** What vendors say to a status that nobody explains further. */
export const COMMON_WORDS: Readonly<Record<number, string>> = {
  401: 'invalid x-api-key',
  402: 'Your credit balance is too low to access the API.',
  403: 'Your key does not have permission to use the specified resource.',
  404: 'Not found',
  413: 'Request exceeds the maximum size',
  429: 'This request would exceed your rate limit.',
  500: 'Internal server error',
  503: 'The service is unavailable.',
  504: 'The request timed out.',
  529: 'Overloaded',
};
