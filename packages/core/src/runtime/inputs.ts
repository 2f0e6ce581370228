/** Inputs as tables: what an action accepts, parsed strictly, all mistakes reported together. */

import { UserErrors } from '../domain/failure.ts';
import { MODES, type Mode } from '../domain/mode.ts';

export interface Input<T> {
  description: string;
  /** As in action.yml; absent: required. */
  default?: string;
  /** Masked in logs before anything else happens. */
  secret?: true;
  /** Throws `InputFault` on a text that it does not accept. */
  parse(text: string): T;
}

export type Inputs = Record<string, Input<unknown>>;
export type Values<I extends Inputs> = { [K in keyof I]: I[K] extends Input<infer T> ? T : never };

export class InputFault extends Error {
  readonly remedy: string;

  constructor(fault: string, remedy: string) {
    super(fault);
    this.remedy = remedy;
  }
}

/** Reads every input before any is used. `read` gives the raw text of one, empty where it is not set. */
export function parseInputs<I extends Inputs>(inputs: I, read: (name: string) => string): Values<I> {
  const faults: { fault: string; remedy: string }[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const given = read(name).trim();
    if (given === '' && input.default === undefined) {
      faults.push({ fault: `input \`${name}\` is missing`, remedy: `set it under \`with:\` (${input.description})` });
      continue;
    }
    try {
      values[name] = input.parse(given === '' ? (input.default ?? '') : given);
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      faults.push({ fault: `input \`${name}\`: ${error.message}`, remedy: error.remedy });
    }
  }
  if (faults.length > 0) throw new UserErrors('These inputs need attention:', faults);
  return values as Values<I>;
}

export const text = (input: Omit<Input<string>, 'parse'>): Input<string> => ({ ...input, parse: (value) => value });

export function oneOf<const T extends string>(words: readonly T[], input: Omit<Input<T>, 'parse'>): Input<T> {
  return {
    ...input,
    parse(value) {
      const word = words.find((item) => item === value);
      if (word === undefined) throw new InputFault(`${shown(value)} is not known`, `use one of ${words.join(', ')}`);
      return word;
    },
  };
}

export function wholeNumber(least: number, most: number, input: Omit<Input<number>, 'parse'>): Input<number> {
  return {
    ...input,
    parse(value) {
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most)) {
        throw new InputFault(`${shown(value)} is no whole number in range`, `give one from ${least} to ${most}`);
      }
      return number;
    },
  };
}

/** The number of an issue or a pull request; empty: null. */
export function discussionNumber(input: Omit<Input<number | null>, 'parse'>): Input<number | null> {
  const { parse } = wholeNumber(1, 999_999_999, { description: input.description });
  return { ...input, parse: (value) => (value === '' ? null : parse(value.replace(/^#/, ''))) };
}

const shown = (value: string): string => `\`${value.slice(0, 60).replace(/[`\p{Cc}]/gu, ' ')}\``;

/** A folder is one of the workspace, and none that git or GitHub reads. */
const LEDGER =
  /^(?:branch(?::([A-Za-z0-9][\w./-]{0,99}))?|(cache)(?::([A-Za-z0-9][\w.-]{0,63}))?|(folder:(?!(?:.*\/)?\.(?:\.?(?:\/|$)|[gG][iI][tT]))[\w.-]{1,60}(?:\/[\w.-]{1,60}){0,9}))$/;

/** What a job needs for any of the actions: they share the one query that reads, and the ledger that is written. */
export const PERMISSIONS = {
  contents: 'write',
  issues: 'write',
  checks: 'read',
  'pull-requests': 'read',
  deployments: 'read',
} as const;

/** What a job may be given besides, and what is looked at with it; without, that is unknown, and the run says so. */
export const OPTIONAL_PERMISSIONS = {
  actions: { level: 'read', for: 'which workflow made a check; past runs, where the repository is private' },
  'security-events': { level: 'read', for: 'alerts of code scanning' },
  'vulnerability-alerts': { level: 'read', for: 'alerts of Dependabot' },
} as const;

/** What all actions accept. */
export const SHARED = {
  'github-token': text({
    description: "Token that reads and writes this repository; the job's own, `github.token`, is enough",
    secret: true,
  }),
  config: text({
    description:
      'Path of the configuration on the default branch, or of a file on the runner if it starts with `/` or `./`',
    default: '.github/steward.yml',
  }),
  mode: {
    description: 'observe, suggest, assist or autopilot; empty: what the configuration says (suggest)',
    default: '',
    parse: (value: string): Mode | null => (value === '' ? null : oneOf(MODES, { description: '' }).parse(value)),
  },
  ledger: {
    description:
      'Where memory is kept: `branch` (steward/state), `branch:NAME`, `folder:PATH` of the workspace, or `cache:NAME` in the Actions cache',
    default: 'branch',
    parse(value: string): string {
      const match = LEDGER.exec(value);
      if (!match)
        throw new InputFault(
          `${shown(value)} is not known`,
          'use `branch`, `branch:NAME`, `folder:PATH` or `cache:NAME`',
        );
      const [, branch, cache, name, folder] = match;
      return cache ? `cache:${name ?? 'steward'}` : (folder ?? branch ?? 'steward/state');
    },
  },
  'log-level': oneOf(['debug', 'info', 'warning', 'error'], {
    description: 'Least level that is printed: debug, info, warning or error',
    default: 'info',
  }),
  'log-format': oneOf(['text', 'json'], { description: 'text or json', default: 'text' }),
  'log-file': text({
    description: "File that the log is added to, below the workspace or the runner's temporary folder; empty: none",
    default: '',
  }),
} satisfies Inputs;
export type SharedValues = Values<typeof SHARED>;
