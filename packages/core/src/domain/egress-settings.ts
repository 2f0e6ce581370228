/** What an owner lets models see of the repository. */
import * as v from 'valibot';
import type { ConfigFault, Readable } from './config-faults.ts';
import { patternOf } from './path-pattern.ts';

/** Each sees what the ones before it see, and more. */
export const EGRESS_LEVELS = ['metadata', 'excerpts', 'files'] as const;
export type EgressLevel = (typeof EGRESS_LEVELS)[number];

export const EGRESS = v.optional(
  v.pipe(
    v.strictObject({
      level: v.optional(
        v.pipe(
          v.picklist(EGRESS_LEVELS),
          v.description(
            'What a model may see: metadata, names, paths, numbers and commands; excerpts, also the lines that are cited and those around them, words of issues, and diffs; files, also whole files that evidence lies in',
          ),
        ),
        'excerpts',
      ),
      exclude: v.optional(
        v.pipe(
          v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
          v.maxLength(100),
          v.description(
            'Paths of which no model sees anything, as patterns such as `legal/**`, in any case; a folder stands for all below it; files that usually hold secrets are never sent',
          ),
        ),
        (): string[] => [],
      ),
    }),
    v.description('What is sent to models; each run lists what was'),
  ),
  {},
);

export type EgressSettings = v.InferOutput<typeof EGRESS>;

/** No path of a repository is written so: it would never fit. */
const NEVER = /^\.{1,2}\/|\\|\{[^{}]*,[^{}]*\}|^\s|\s$/;

/** A pattern that cannot be read, or fits nothing, would protect nothing. */
export const egressFaults = ({ exclude = [] }: Readable<EgressSettings> = {}): ConfigFault[] =>
  exclude.flatMap((pattern, at) =>
    pattern === undefined || (patternOf(pattern) !== null && !NEVER.test(pattern))
      ? []
      : [
          {
            path: ['egress', 'exclude', at],
            fault: `\`${pattern.slice(0, 60)}\` cannot be read as a pattern`,
            remedy:
              'give a path from the root with `/`, a folder that ends in a slash, or a pattern with few asterisks and no braces, such as `legal/**`',
          },
        ],
  );
