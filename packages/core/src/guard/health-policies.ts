/** Policies of the one issue that tells what is wrong with Steward. */
import type { Proposal } from '../domain/proposal.ts';
import { no, type Policy } from './policy.ts';

type Of<K extends Proposal['kind']> = Extract<Proposal, { kind: K }>;

/** In `suggest` the dashboard alone says it. */
export const opensHealth: Policy<Of<'open-health'>> = (_, { mode, config }) => {
  if (mode === 'suggest') return no('mode', 'mode `suggest` opens no issue but the dashboard');
  return config.health.issue ? null : no('mode', '`health.issue` is off');
};

/** Only while something is wrong, and never a second one. */
export const wrongNow: Policy<Of<'open-health' | 'update-health'>> = (_, { ledger: { state } }) =>
  state.health !== null && state.health.findings.length > 0 ? null : no('evidence', 'nothing is wrong');

export const noHealthIssue: Policy<Of<'open-health'>> = (_, { ledger: { state } }) =>
  state.health?.issue?.open ? no('duplicate', `#${state.health.issue.number} tells of it`) : null;

export const ownHealth: Policy<Of<'update-health' | 'close-health'>> = ({ number }, { ledger: { state } }) =>
  state.health?.issue?.number === number && state.health.issue.open
    ? null
    : no('ownership', `#${number} is not the open issue about health`);
