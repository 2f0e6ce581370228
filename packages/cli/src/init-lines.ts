/** What `steward init` says: what it wrote, what that costs, what to look at on GitHub, and the one next step. */
import { costLines } from './init/cadence.ts';
import { COPY } from './init/copy.ts';
import type { Answers } from './init/template.ts';
import type { Upgrade } from './init/upgrade.ts';

export interface Told {
  answers: Answers;
  /** What was written, and what was left as it is, each with a word about it. */
  written: readonly (readonly [path: string, about: string])[];
  /** `OWNER/REPO` on github.com; null where the repository has no such remote. */
  remote: string | null;
  /** Files of these would not be committed without force. */
  ignored: boolean;
}

export function initLines({ answers, written, remote, ignored }: Told): string[] {
  const width = Math.max(...written.map(([path]) => path.length));
  return [
    ...written.map(([path, about]) => `  ${path.padEnd(width)}  ${about}`),
    '',
    ...costLines(answers.cadence),
    '',
    'To look at on GitHub, under Settings:',
    ...settingsOf(answers, remote).map((line) => `  - ${line}`),
    '',
    ...nextStep(answers, remote, ignored),
  ];
}

function settingsOf({ source, mode }: Answers, remote: string | null): string[] {
  const place = remote === null ? '' : ` (https://github.com/${remote}/settings/actions)`;
  const allowed = {
    vendored: 'actions/checkout and actions/upload-artifact',
    source: source.kind === 'source' ? `${source.repository} and actions/upload-artifact` : '',
    call: 'workflows of your organisation',
  }[source.kind];
  const agents =
    mode === 'autopilot' ? 'on, if agents shall open them with the token of their workflow' : 'may stay off';
  return [
    'General, Features: Issues on; the dashboard is one.',
    `Actions, General${place}: Actions on; if only some are allowed, then ${allowed} too.`,
    `There, "Allow GitHub Actions to create and approve pull requests": ${agents}.`,
    ...(source.kind === 'call'
      ? ['Of the repository that is called, Actions, General, Access: open to this one, unless it is public.']
      : []),
    'Rules, Rulesets: none that keeps the workflow from writing the branch steward/state.',
    'Secrets and variables, Actions: variable STEWARD_PAUSED, true stops it at any time.',
    'There: no secret is needed. With ANTHROPIC_API_KEY or OPENAI_API_KEY a model words and judges, within `budgets`.',
  ];
}

function nextStep({ source, mode }: Answers, remote: string | null, ignored: boolean): string[] {
  const where = remote === null ? 'Actions, steward' : `https://github.com/${remote}/actions/workflows/steward.yml`;
  const force = ignored ? ' --force' : '';
  const once = source.kind === 'call' || mode === 'observe' ? '' : ' in mode observe';
  return [
    ...(ignored ? [`.gitignore would keep files of ${COPY} out of the commit, so they are added by force.`] : []),
    'Next: commit it to the default branch,',
    `  git add${force} .github && git commit -m "Set up Steward" && git push`,
    `and run it once by hand${once} (${where}): its summary says what it sees.`,
  ];
}

export function upgradeLines({ from, to, edits }: Upgrade, path: string, changed: boolean, copied: number): string[] {
  const kept = edits === 0 ? 'nobody had edited it' : `${edits} edited ${edits === 1 ? 'line' : 'lines'} kept`;
  const step = from === to ? `template ${to}` : `template ${from} → ${to}`;
  return [
    `  ${path}  ${changed ? `${step}; ${kept}` : `is up to date (${step}; ${kept})`}`,
    ...(copied > 0 ? [`  ${COPY}/  ${copied} files`] : []),
    ...(changed || copied > 0 ? ['', 'Next: look at it with git diff, and commit it to the default branch.'] : []),
  ];
}
