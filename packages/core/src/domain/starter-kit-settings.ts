/** Starter kits that new projects of an owner begin with. Where some are named, no task names another. */
import * as v from 'valibot';

const NAME = /^[\w@][\w@./:+ -]{0,59}$/;

export const STARTER_KITS = v.optional(
  v.pipe(
    v.record(
      v.pipe(v.string(), v.regex(NAME, 'a name of up to 60 letters, digits and `@ . / : + -`')),
      v.strictObject({
        from: v.pipe(
          v.string(),
          v.minLength(1),
          v.maxLength(200),
          v.description(
            'A starter kit that a task for a new project may name, and where it is from: a repository, or the command that makes the skeleton. Where some are named, no task names another',
          ),
        ),
      }),
    ),
    v.description('Starter kits by name: a task for a new project names one of these, and no other'),
  ),
  {},
);

export type StarterKits = v.InferOutput<typeof STARTER_KITS>;
