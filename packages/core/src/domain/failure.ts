/** Errors that are somebody's to mend: what happened and what to do, shown without a stack. */

export class UserError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.remedy = remedy;
  }
}

/** Several mistakes of one kind, reported together. */
export class UserErrors extends UserError {
  readonly faults: { fault: string; remedy: string }[];

  constructor(message: string, faults: { fault: string; remedy: string }[]) {
    super(
      `${message}\n${faults.map(({ fault, remedy }) => `  - ${fault}: ${remedy}`).join('\n')}`,
      faults.map(({ remedy }) => remedy).join('; '),
    );
    this.name = 'UserErrors';
    this.faults = faults;
  }
}
