/** Policies of work that was merged and taken back since. */
import type { Proposal } from '../domain/proposal.ts';
import { no, type Policy } from './policy.ts';

export const takenBack: Policy<Extract<Proposal, { kind: 'reopen-issue' }>> = ({ subject, number }, { ledger }) => {
  const isNoted = ledger.state.landed?.some(
    (item) => item.task === subject && item.number === number && item.own && item.reverted !== undefined,
  );
  return isNoted ? null : no('ownership', `#${number} is not noted as one whose change was taken back`);
};
