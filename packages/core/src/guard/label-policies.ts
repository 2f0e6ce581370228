/** Labels that may be made, put on something or taken off it. */
import { commentSubject } from '../domain/comment.ts';
import { allowedLabels } from '../domain/labels.ts';
import { LEFT_LABEL } from '../domain/leaving.ts';
import type { Proposal, ProposalKind } from '../domain/proposal.ts';
import { type Bench, no, type Policy } from './policy.ts';

type Of<K extends ProposalKind> = Extract<Proposal, { kind: K }>;

export const listedLabel: Policy<Of<'create-label'>> = ({ name }, { config, ledger }) =>
  allowedLabels(config).includes(name) || (name === LEFT_LABEL && ledger.state.leaving)
    ? null
    : no('label', `\`${name}\` is not one of Steward's labels`);

/** What Steward once gave may go although it would not be given any more. */
export const listedLabels: Policy<Of<'set-labels'>> = ({ number, add, remove }, { config, ledger }) => {
  const own = allowedLabels(config);
  const given = [...own, ...labelsGiven(number, ledger)];
  const stray = add.find((name) => !own.includes(name)) ?? remove.find((name) => !given.includes(name));
  return stray === undefined ? null : no('label', `\`${stray}\` is not one of Steward's labels`);
};

const labelsGiven = (number: number, { state: { dashboard }, tasks }: Bench['ledger']): readonly string[] =>
  (dashboard?.number === number ? dashboard : Object.values(tasks).find((task) => task.number === number))?.labels ??
  [];

/** Labels say something of what Steward keeps: its dashboard, its tasks, opened or adopted. */
export const kept: Policy<Of<'set-labels'>> = ({ number }, { ledger, granted, held }) => {
  const { dashboard } = ledger.state;
  const criteria = commentSubject({ purpose: 'criteria', number });
  const isTakenUp = granted.subjects.has(criteria) || held.has(criteria);
  return dashboard?.number === number || isTakenUp || Object.values(ledger.tasks).some((task) => task.number === number)
    ? null
    : no('ownership', `#${number} is none of Steward's tasks`);
};
