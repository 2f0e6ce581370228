/** What to do where GitHub will not have an agent reached: its own words say little. */
import type { WriteResult } from '../../ports.ts';
import type { Answer } from './client.ts';

export type Way =
  | { by: 'workflow'; workflow: string; inputs: readonly string[] }
  | { by: 'comment' | 'assignment'; number: number };

const LOCKED = /locked/i;

type Refusal = Extract<Answer<unknown>, { kind: 'refused' }>;

/** The result, and where it is a refusal that is known here, what mends it. */
export function withRemedy<T>(answer: Answer<unknown>, result: WriteResult<T>, way: Way): WriteResult<T> {
  if (answer.kind !== 'refused' || result.kind !== 'refused') return result;
  const reason = way.by === 'workflow' ? ofWorkflow(answer, way) : ofIssue(answer, way.number);
  const isIssue = way.by !== 'workflow' && (answer.status === 410 || LOCKED.test(answer.message));
  return reason === null ? result : { ...result, reason, ...(isIssue && { about: 'issue' as const }) };
}

function ofWorkflow({ status, message }: Refusal, { workflow, inputs }: Extract<Way, { by: 'workflow' }>) {
  const path = `\`.github/workflows/${workflow}\``;
  const trigger = `\`workflow_dispatch\` with the inputs ${inputs.join(', ')}`;
  if (status === 404) {
    return `There is no workflow ${path} on the default branch. Add it there, or name another as the agent's \`workflow\`.`;
  }
  if (status !== 422) return null;
  if (/disabled/i.test(message)) return `The workflow ${path} is disabled. Enable it on the page Actions.`;
  if (/does not have/i.test(message))
    return `The workflow ${path} cannot be dispatched. Give it the trigger ${trigger}.`;
  if (/input/i.test(message)) {
    return `The workflow ${path} takes other inputs (${message}). Declare ${trigger}, and require no others.`;
  }
  return `GitHub would not start ${path} (${message}). Mend the workflow, or name another as the agent's \`workflow\`.`;
}

function ofIssue({ status, message }: Refusal, number: number): string | null {
  if (status === 404 || status === 410) {
    return `The token does not see #${number} (${message}). Give it access to this repository, unless that issue is gone.`;
  }
  if (LOCKED.test(message)) {
    return `#${number} is locked (${message}). Unlock it, or hand in a token of somebody who may write here.`;
  }
  return status === 422 ? `GitHub would not change #${number} (${message}). An issue has ten assignees at most.` : null;
}
