// Whether workflows give Steward's actions and workflows only the inputs that these have; no linter looks behind a local `uses`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parse, parseDocument } from 'yaml';

interface Called {
  inputs?: Record<string, { required?: boolean; default?: unknown } | null>;
}

interface User {
  uses?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  jobs?: Record<string, User & { steps?: User[] }>;
}

export interface InputFinding {
  line: number;
  message: string;
}

// `home` is the folder that holds Steward's own actions and workflows, `base` the repository of the workflow.
export interface Places {
  home: string;
  base: string;
}

const OWN_ACTION = /^[^./][^@]*\/(actions\/[\w-]+)@/;
const OWN_WORKFLOW = /^[^./][^@]*\/\.github\/(workflows\/[\w-]+\.yml)@/;

function read(path: string): Called & { on?: { workflow_call?: Called } } {
  return parse(readFileSync(path, 'utf8')) ?? {};
}

// What is called by it; null: other people's, which lies nowhere here; undefined: it has to be here and is not.
function calledBy(uses: string, { home, base }: Places): Called | null | undefined {
  if (uses.startsWith('./')) {
    const isWorkflow = /\.ya?ml$/.test(uses);
    const path = isWorkflow ? join(base, uses) : join(base, uses, 'action.yml');
    if (!existsSync(path)) return undefined;
    return isWorkflow ? (read(path).on?.workflow_call ?? {}) : read(path);
  }
  const action = OWN_ACTION.exec(uses)?.[1];
  if (action && existsSync(join(home, action, 'action.yml'))) return read(join(home, action, 'action.yml'));
  const workflow = OWN_WORKFLOW.exec(uses)?.[1];
  if (workflow && existsSync(join(home, workflow))) return read(join(home, workflow)).on?.workflow_call ?? {};
  return null;
}

function faultsOf({ uses = '', with: given = {} }: User, places: Places): string[] {
  const called = calledBy(uses, places);
  if (called === null) return [];
  if (called === undefined) return [`${uses} does not exist`];
  const inputs = called.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  const missing = Object.entries(inputs).filter(
    ([name, input]) => input?.required === true && input.default === undefined && !Object.hasOwn(given, name),
  );
  return [
    ...unknown.map((name) => `${uses} has no input "${name}"`),
    ...missing.map(([name]) => `${uses} needs the input "${name}"`),
  ];
}

export function inputFindings(text: string, places: Places): InputFinding[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const { jobs = {} } = (document.toJS() ?? {}) as Workflow;
  const users = Object.entries(jobs).flatMap(([name, { steps = [], ...job }]) => [
    { path: ['jobs', name, 'uses'], user: job },
    ...steps.map((user, index) => ({ path: ['jobs', name, 'steps', index, 'uses'], user })),
  ]);
  return users
    .filter(({ user }) => typeof user.uses === 'string')
    .flatMap(({ path, user }) => {
      const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
      const line = lines.linePos(node?.range?.[0] ?? 0).line;
      return faultsOf(user, places).map((message) => ({ line, message }));
    });
}
