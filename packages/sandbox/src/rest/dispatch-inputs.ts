/** What a workflow says of its `workflow_dispatch`, and whether the inputs of a dispatch fit it. */
import { parse } from 'yaml';
import { Failure, sandboxRefusal } from './failure.ts';

interface Input {
  required?: unknown;
  default?: unknown;
  type?: unknown;
  options?: unknown;
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function workflowIn(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new Failure(422, 'failed to parse workflow');
  }
}

/** The inputs that it declares; null where it cannot be dispatched at all. */
function declaredInputs(text: string): Record<string, Input> | null {
  const workflow = workflowIn(text);
  const on = isTable(workflow) ? workflow.on : null;
  if (on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch'))) return {};
  if (!isTable(on) || !Object.hasOwn(on, 'workflow_dispatch')) return null;
  const trigger = on.workflow_dispatch;
  return isTable(trigger) && isTable(trigger.inputs) ? (trigger.inputs as Record<string, Input>) : {};
}

export function checkInputs(text: string, given: Readonly<Record<string, unknown>>): void {
  const declared = declaredInputs(text);
  if (declared === null) throw new Failure(422, "Workflow does not have 'workflow_dispatch' trigger");
  const wrong = Object.keys(given).find((name) => typeof given[name] !== 'string');
  if (wrong !== undefined) throw sandboxRefusal(422, `the input "${wrong}" is not a string`);
  const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  if (unexpected.length > 0) throw new Failure(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  for (const [name, input] of Object.entries(declared)) checkInput(name, input ?? {}, given[name]);
}

function checkInput(name: string, input: Input, value: unknown): void {
  if (input.required === true && input.default === undefined && (value === undefined || value === '')) {
    throw new Failure(422, `Required input '${name}' not provided`);
  }
  if (input.type !== 'choice' || value === undefined || !Array.isArray(input.options)) return;
  if (!input.options.map(String).includes(String(value))) {
    throw new Failure(422, `Provided value '${value}' for input '${name}' not in the list of allowed values`);
  }
}
