/** What check-limits accepts. */
import { MOST_LATENCY } from '@steward/core/domain/limits/observed.ts';
import { MOST_AMOUNT } from '@steward/core/domain/limits/rule.ts';
import { type Input, InputFault, oneOf, SHARED, wholeNumber } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';

export { PERMISSIONS as permissions } from '@steward/core/runtime/inputs.ts';

const NAME = /^(?:[A-Za-z0-9][\w./-]{0,59})?$/;

const name = (description: string, standard = '') => ({
  description,
  default: standard,
  parse(value: string): string {
    if (NAME.test(value)) return value;
    throw new InputFault(
      `\`${value.slice(0, 60).replace(/[`\p{Cc}]/gu, ' ')}\` is no name`,
      'give letters, digits, `.`, `_`, `/` and `-`, 60 at most',
    );
  },
});

const OUTCOMES = ['success', 'failure', 'cancelled', 'skipped'] as const;
export type Outcome = (typeof OUTCOMES)[number] | '';

const latency = wholeNumber(0, MOST_LATENCY, { description: '' });

export const inputs = {
  ...SHARED,
  ...LIMIT_INPUTS,
  action: oneOf(['check', 'record'], {
    description:
      'check only asks, and writes nothing; record asks and takes what is allowed, or, with `outcome`, notes how a call went',
    default: 'check',
  }),
  client: name('Who asks, or the service that is called: a name under `limits.clients` or `limits.services`'),
  endpoint: name('What is asked for: each endpoint of a client is counted by itself', 'calls'),
  category: name('In place of a client, a category of tasks whose limits count'),
  tier: name('The tier of a client that the configuration does not name'),
  amount: wholeNumber(0, MOST_AMOUNT, { description: 'Requests that are asked for', default: '1' }),
  tokens: wholeNumber(0, MOST_AMOUNT, { description: 'Tokens that are asked for', default: '0' }),
  outcome: {
    description:
      'With record, after a call that was allowed: how it went, success or failure, as in `steps.ID.outcome`; takes nothing more. cancelled and skipped say nothing; empty: no call was made yet',
    default: '',
    parse: (value: string): Outcome => (value === '' ? '' : oneOf(OUTCOMES, { description: '' }).parse(value)),
  } satisfies Input<Outcome>,
  milliseconds: {
    description: 'How long that call took, up to a day; needed with success and failure',
    default: '',
    parse: (value: string): number | null => (value === '' ? null : latency.parse(value)),
  } satisfies Input<number | null>,
  enabled: oneOf(['configured', 'true', 'false'], {
    description: 'Whether limits are kept in this run: as configured, or switched on or off here',
    default: 'configured',
  }),
};

export interface LimitInputs {
  action: 'check' | 'record';
  client: string;
  endpoint: string;
  category: string;
  tier: string;
  amount: number;
  tokens: number;
  outcome: Outcome;
  milliseconds: number | null;
  enabled: 'configured' | 'true' | 'false';
}
