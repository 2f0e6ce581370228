/** There is one dashboard, and only that one is written to. */
import type { Proposal, ProposalKind } from '../domain/proposal.ts';
import { no, type Policy } from './policy.ts';

type Of<K extends ProposalKind> = Extract<Proposal, { kind: K }>;

export const ownDashboard: Policy<Of<'update-dashboard' | 'pin-dashboard' | 'leave-dashboard' | 'unpin-dashboard'>> = (
  { number },
  { ledger },
) => (ledger.state.dashboard?.number === number ? null : no('ownership', `#${number} is not the dashboard`));

export const noDashboard: Policy<Of<'open-dashboard'>> = (_, { ledger }) =>
  ledger.state.dashboard ? no('duplicate', `the dashboard is #${ledger.state.dashboard.number}`) : null;
