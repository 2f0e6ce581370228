/** What an owner may set of handing tasks to agents. */
import * as v from 'valibot';
import type { ConfigFault, Readable } from './config-faults.ts';
import { MOST_LEASES } from './lease.ts';
import { CODE_OWNERS } from './names.ts';

export { CODE_OWNERS };

/** A person, or an App. */
export const LOGIN = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}(?:_[a-z0-9]+|\[bot\])?$/i;
/** `org/team` */
export const TEAM = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}\/[a-z0-9][a-z0-9_.-]{0,99}$/i;

const whole = (least: number, most: number, fallback: number, description: string) =>
  v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(description)),
    fallback,
  );
const whether = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description)), false);

export const HAND_OFF = v.optional(
  v.pipe(
    v.strictObject({
      'at-once': whole(
        0,
        MOST_LEASES,
        2,
        'Tasks that agents work on at once, all agents together; 0: none. An earlier system had 3',
      ),
      'start-within': whole(5, 1_440, 30, 'Minutes in which an agent has to be seen to start'),
      'silent-after': whole(1, 336, 24, 'Hours without a sign of an agent after which its attempt ends'),
      attempts: whole(1, 10, 3, 'Attempts at a task before a person is asked'),
      person: v.optional(
        v.pipe(
          v.string(),
          v.minLength(1),
          v.maxLength(140),
          v.description(
            'Who is asked then, and when a deadline passes: a login, `org/team`, or `code-owners`. A person is assigned: of several owners the one with the least in hand. A team cannot be assigned, so the comment mentions it, which all its members read; a team among code owners is mentioned only where no person owns the code. Where nobody is found, only the dashboard says it',
          ),
        ),
        CODE_OWNERS,
      ),
      'raise-after-failure': whether('Whether the priority of a task rises by one step after each attempt that failed'),
      'one-per-repository': whether('Whether at most one task of the repository is worked on at a time'),
    }),
    v.description('How tasks are handed to agents, and when that counts as failed'),
  ),
  {},
);

export type HandOffSettings = v.InferOutput<typeof HAND_OFF>;

export const handOffFaults = ({ person }: Readable<HandOffSettings> = {}): ConfigFault[] => {
  const fault = person === undefined ? null : personFault(person);
  return fault === null ? [] : [{ path: ['hand-off', 'person'], ...fault }];
};

/** What is wrong with a text that has to name a person, a team or the owners of the code; null: nothing. */
export function personFault(text: string): Omit<ConfigFault, 'path'> | null {
  if (text === CODE_OWNERS || LOGIN.test(text) || TEAM.test(text)) return null;
  const bare = text.replace(/^@/, '');
  const remedy =
    bare !== text && personFault(bare) === null ? `write \`${bare}\`` : 'give a login, `org/team`, or `code-owners`';
  return { fault: `\`${text.slice(0, 60)}\` names neither a person nor a team`, remedy };
}
