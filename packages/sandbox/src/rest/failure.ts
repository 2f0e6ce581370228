/** GitHub's error answers as exceptions that the router turns into responses, so that handlers read straight. */

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: string | number | null;
}

export class Failure extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors: readonly FieldError[] = [],
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export const notFound = (): Failure => new Failure(404, 'Not Found');

export const invalid = (...errors: FieldError[]): Failure => new Failure(422, 'Validation Failed', errors);

/** A refusal GitHub itself would not give: the sandbox is stricter, so that a mistake is seen. */
export const sandboxRefusal = (status: number, message: string): Failure => new Failure(status, `SANDBOX: ${message}`);

export function failureBody(failure: Failure, documentation: string): Record<string, unknown> {
  return {
    message: failure.message,
    ...(failure.errors.length > 0 ? { errors: failure.errors } : {}),
    documentation_url: documentation,
    status: String(failure.status),
  };
}
