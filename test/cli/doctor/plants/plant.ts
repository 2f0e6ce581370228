// How a misconfiguration is planted into a good set-up, and what is to be found of it.
import { CYCLE, type SetUpPlan, WORKFLOW } from '../good.ts';

export interface Plant {
  id: string;
  plant(plan: SetUpPlan): void;
  /** What it says, and what is to be done. */
  what: RegExp;
  remedy: RegExp;
  /** What cannot be known besides. */
  unknown?: readonly string[];
  /** It cannot stand beside others: another one is about the same thing. */
  alone?: true;
}

export const workflow = (change: (text: string) => string) => (plan: SetUpPlan) => {
  plan.files[CYCLE] = change(plan.files[CYCLE] ?? WORKFLOW);
};
/** Memory is there as the workflow says it. */
export const keptIn = (ledger: string) => replaced('action: auto', `action: auto\n          ledger: ${ledger}`);
export const replaced = (from: string | RegExp, to: string) => workflow((text) => text.replace(from, to));
export const settings = (more: NonNullable<SetUpPlan['world']['settings']>) => (plan: SetUpPlan) => {
  plan.world.settings = { ...plan.world.settings, ...more };
};
export const configured = (text: string) => (plan: SetUpPlan) => {
  plan.files['.github/steward.yml'] = `${plan.files['.github/steward.yml'] ?? ''}${text}`;
};
export const repository = (more: NonNullable<SetUpPlan['world']['repository']>) => (plan: SetUpPlan) => {
  plan.world.repository = { ...plan.world.repository, ...more };
};
export const overwritten = (text: string, author: string) => (plan: SetUpPlan) => {
  plan.memory = null;
  const name = 'refs/heads/steward/state';
  plan.world.refs = [{ name, files: { 'state.json': text }, author, message: 'by hand' }];
};
