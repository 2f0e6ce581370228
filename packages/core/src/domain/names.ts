/** Names that settings mean something by. */

/** Instead of a login: whoever owns the code that a task is about. */
export const CODE_OWNERS = 'code-owners';

/** The pool of agents and tasks of which nobody said another. */
export const DEFAULT_ENVIRONMENT = 'default';
