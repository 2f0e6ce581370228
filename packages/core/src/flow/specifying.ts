/** People's issues as tasks: their words and the tree's facts put into criteria. */

import { isRunnable } from '../decide/intake/code.ts';
import type { Reading } from '../decide/intake/judgement.ts';
import { placesIn } from '../decide/intake/places.ts';
import { detectTooling } from '../decide/tooling.ts';
import { ADOPTION_SCORES, adoptionId, adoptionPrint, isAdoptable } from '../domain/adoption.ts';
import type { Evidence, Project } from '../domain/evidence.ts';
import { codeSpan } from '../domain/markdown.ts';
import type { Ledger } from '../domain/state.ts';
import type { Tooling } from '../domain/tooling.ts';
import { readOverrides } from '../think/overrides.ts';
import { specifyIssue } from '../think/template.ts';
import { type Ask, askNobody } from './ask.ts';
import type { Adoption } from './intake.ts';
import { projectIfReadable } from './project.ts';
import { specificationOf, type Tick } from './tick.ts';
import { wordIssue } from './wording-issue.ts';

const NO_TOOLING: Tooling = { tools: {}, workflows: [], changelog: null, levels: {} };

/** By number. What is suggested and still says the same is left as it is, and needs no tree. */
export async function specifyReports(
  tick: Tick,
  ledger: Ledger,
  readings: readonly Reading[],
  ask: Ask = askNobody,
): Promise<ReadonlyMap<number, Adoption>> {
  const found = new Map<number, Adoption>();
  const fresh = readings.filter((reading) => {
    const known = knownAs(ledger, reading);
    if (known) found.set(reading.report.number, known);
    return !known;
  });
  if (fresh.length === 0) return found;
  const project = await projectIfReadable(tick);
  const tooling = project ? detectTooling(project) : NO_TOOLING;
  const overrides = project ? { overrides: readOverrides(project, tooling), durations: {} } : undefined;
  for (const reading of fresh) {
    const { number } = reading.report;
    const brief = briefOf(tick, reading, { project, tooling });
    const draft = specifyIssue(brief, overrides);
    const { text } = reading;
    const specification = project ? await wordIssue(tick, { brief, text, draft }, { project, tooling }, ask) : draft;
    found.set(number, { ...specification, adopts: { number, said: reading.said } });
  }
  return found;
}

function knownAs({ tasks }: Ledger, { report, said }: Reading): Adoption | null {
  const task = tasks[adoptionId(report.number)];
  if (!task || !isAdoptable(task) || task.adopts.said !== said) return null;
  return { ...specificationOf(task), adopts: task.adopts };
}

/** Code among words: what can be typed is shown as code. */
const asStep = (step: string): string => (isRunnable(step) && !step.includes('`') ? codeSpan(step) : step);

function briefOf(
  tick: Tick,
  { report, facts, priority, reasons, type, text }: Reading,
  { project, tooling }: { project: Project | null; tooling: Tooling },
) {
  const { repository, head } = tick.snapshot;
  const { number, title } = report;
  const frame = { branch: repository.branch ?? '', head: head?.oid ?? '', url: repository.url };
  const { paths, evidence } = project ? placesIn(text, project, frame) : { paths: [], evidence: [] };
  const itself: Evidence = {
    ...{ rule: 'issue' as const, path: `#${number}`, line: 0 },
    excerpt: facts.excerpts[0]?.slice(0, 160) ?? '',
    url: `${repository.url}/issues/${number}`,
  };
  return {
    ...{ kind: 'issue' as const, number, title, type, priority, paths, tooling, reasons, ...frame },
    facts: { ...facts, steps: facts.steps.map(asStep) },
    id: adoptionId(number),
    score: ADOPTION_SCORES[priority],
    evidence: [itself, ...evidence],
    fingerprints: [adoptionPrint(number)],
    kits: Object.keys(tick.config['starter-kits']),
  };
}
