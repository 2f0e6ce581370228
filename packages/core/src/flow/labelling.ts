/** Labels of Steward's tasks and dashboard, changed where they should say something else; people's own are left alone. */
import { labelsOf, lookOf } from '../domain/labels.ts';
import type { Approved, Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { asRanked, isOpen, realNumber } from '../domain/task.ts';
import type { Tick } from './tick.ts';

type Labels = Tick['config']['labels'];

/** Most issues whose labels one run changes: the rest follows in the next. */
export const MOST_LABELLED = 20;

/** What the labels should be and are not, as far as the ledger knows: what people took off since stays off. */
export function labelProposals({ config }: Pick<Tick, 'config'>, { state, tasks }: Ledger): Proposal[] {
  const { labels } = config;
  const wanted = Object.values(tasks)
    .filter(isOpen)
    .map((task) => ({
      number: task.number,
      want: labelsOf(asRanked(task), labels),
      have: task.labels ?? (task.adopts ? [] : [labels.task]),
    }));
  const { dashboard } = state;
  if (dashboard?.open) {
    const want = state.paused ? [labels.task, labels.paused] : [labels.task];
    wanted.push({ number: dashboard.number, want, have: dashboard.labels ?? [labels.task] });
  }
  return wanted.flatMap(({ number, want, have }) => {
    const real = realNumber(number);
    return real === null ? [] : differenceOf(real, want, have);
  });
}

/** All that it has by the ledger's word Steward gave it, under whatever settings then held. */
function differenceOf(number: number, want: string[], have: string[]): Proposal[] {
  const add = want.filter((name) => !have.includes(name));
  const remove = have.filter((name) => !want.includes(name));
  if (add.length + remove.length === 0) return [];
  return [{ kind: 'set-labels', subject: `labels of #${number}`, number, labels: want, add, remove }];
}

/** Every label that these proposals put on something: made where it is missing, also where people deleted it. */
export function labelsToMake(proposals: readonly Proposal[], labels: Labels): Proposal[] {
  const names = proposals.flatMap((proposal) => {
    if (proposal.kind === 'open-issue') return labelsOf({ ...proposal.specification, status: 'ready' }, labels);
    if (proposal.kind === 'open-dashboard' || proposal.kind === 'open-health') return [labels.task];
    return proposal.kind === 'set-labels' ? proposal.add : [];
  });
  return [...new Set(names)].map((name) => ({
    kind: 'create-label',
    subject: `label ${name}`,
    ...lookOf(name, labels),
  }));
}

/** Labels are made for what was approved; nothing is made for what was refused. */
export function withoutIdleLabels(approved: readonly Approved[]): Approved[] {
  const used = new Set(
    approved.flatMap((effect) => {
      if ('labels' in effect && effect.kind !== 'set-labels') return effect.labels;
      return effect.kind === 'set-labels' ? effect.add : [];
    }),
  );
  return approved.filter((effect) => effect.kind !== 'create-label' || used.has(effect.name));
}
