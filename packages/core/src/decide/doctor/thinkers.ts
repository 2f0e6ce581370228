/** Which models are asked, and that none needs to be: said, since nothing is wrong where no key is. */

import { isOwnAddress } from '../../domain/model-role.ts';
import { known, type SetUp } from '../../domain/set-up.ts';
import { cycleWorkflows } from './cycle-workflow.ts';
import { modelMeans } from './model-means.ts';

export function thinkersOf(facts: SetUp): string[] {
  const { config, mode } = facts;
  const jobs = cycleWorkflows(known(facts.workflows) ?? []).flatMap((one) => one.jobs);
  if (config === null || jobs.length === 0) return [];
  if (mode === 'observe') return ['In mode observe no model is asked: templates write.'];
  if (jobs.some(({ calls }) => calls)) return ['Which keys are handed in, the workflow says that is called.'];
  const means = modelMeans(facts);
  if (means === null) return ['Which model is asked is known only once the workflow runs.'];
  const { named, keys } = means;
  if (named.length === 0) return ['`models` names none: templates write.'];
  const key = (is: boolean | null) => named.filter((one) => !isOwnAddress(one) && keys.get(one) === is).join(', ');
  const [asked, perhaps] = [[key(true), named.filter(isOwnAddress).join(', ')].filter(Boolean).join(', '), key(null)];
  if (asked === '' && perhaps === '') {
    return ['None: no key arrives for any of those that `models` names, so templates write. That is enough to work.'];
  }
  return [
    ...(asked === '' ? [] : [`Asked: ${asked}.`]),
    ...(perhaps === '' ? [] : [`Asked if the secrets are there, which this token may not see: ${perhaps}.`]),
  ];
}
