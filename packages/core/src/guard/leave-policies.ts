/** What leaving may remove: only what Steward made, only once a person wants it to leave, and only what nobody uses. */

import { lookOf, ownLabels } from '../domain/labels.ts';
import { LEFT_LABEL } from '../domain/leaving.ts';
import type { Proposal, ProposalKind } from '../domain/proposal.ts';
import { no, type Policy } from './policy.ts';

type Of<K extends ProposalKind> = Extract<Proposal, { kind: K }>;

export const leaving: Policy<Proposal> = (_, { ledger }) =>
  ledger.state.leaving ? null : no('leaving', 'nobody asked Steward to leave');

/** A label of Steward's name that looks otherwise is a person's, or was made one. That it left is taken back by coming back. */
export const disusedLabel: Policy<Of<'delete-label'>> = (proposal, bench) => {
  const { name, color, description, carriers } = proposal.label;
  const { ledger, config } = bench;
  if (name === LEFT_LABEL) return ledger.state.leaving ? no('label', `\`${name}\` says that Steward left`) : null;
  const notLeaving = leaving(proposal, bench);
  if (notLeaving) return notLeaving;
  const look = lookOf(name, config.labels);
  if (!ownLabels(config.labels).includes(name)) return no('label', `\`${name}\` is not one of Steward's labels`);
  if (color.toLowerCase() !== look.color || description !== look.description)
    return no('ownership', 'Steward did not make it, or somebody changed it');
  return carriers === 0 ? null : no('ownership', `${carriers} issues or pull requests carry it`);
};

/** The branch that holds memory and no other: exported, and with nothing in it that is still to be done. */
export const ownBranch: Policy<Of<'delete-branch'>> = ({ branch, exported }, { ledger, stateBranch, repository }) => {
  const { leaving, installed, lost, claims } = ledger.state;
  if (branch !== stateBranch || branch === repository.branch) return no('ownership', 'it is not the state branch');
  const isBlank = installed === null && lost === null;
  if (isBlank) return null;
  if (!leaving) return no('leaving', 'nobody asked Steward to leave');
  if (Object.keys(claims).length > 0) return no('leaving', 'another run is still at work');
  return exported === '' ? no('leaving', 'its memory was not exported') : null;
};
