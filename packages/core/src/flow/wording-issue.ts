/** Criteria of a person's issue, put before a model: its template's stand where nobody answers. */
import { gateKey } from '../decide/gate.ts';
import type { IssueBrief } from '../domain/brief.ts';
import type { Project } from '../domain/evidence.ts';
import type { Specification } from '../domain/task.ts';
import type { Tooling } from '../domain/tooling.ts';
import { readDraftedCriteria } from '../think/answers/adopt.ts';
import { boundsOf } from '../think/answers/criteria.ts';
import { criteriaQuestion, draftCriteria } from '../think/questions/adopt.ts';
import { type Ask, answersTo, askNobody, cleanedFor } from './ask.ts';
import { instructionsOf } from './instructing.ts';
import type { Tick } from './tick.ts';

interface Surroundings {
  project: Project;
  tooling: Tooling;
}

/** `text`: what the issue's author wrote. Where nobody answers, the template's criteria stand. */
export async function wordIssue<S extends Specification>(
  tick: Tick,
  { brief, text, draft }: { brief: IssueBrief; text: string; draft: S },
  around: Surroundings,
  ask: Ask = askNobody,
): Promise<S> {
  if (ask === askNobody) return draft;
  const kits = tick.config['starter-kits'];
  const instructions = await instructionsOf(tick, 'adopt');
  const { repository } = tick.snapshot;
  const { egress } = tick.config;
  const ground = { repository: repository.name, branch: repository.branch ?? '', ...around, egress };
  const matter = { brief, text, draft, ground, kits, instructions };
  const cleaned = await cleanedFor(tick, draftCriteria(matter));
  // A person's issue is never an incident, whatever it says: what is in reserve is not for strangers to spend.
  const role = draft.category === 'analysis' ? 'research' : 'specify';
  const key = gateKey({
    ...{ purpose: 'adopt', fingerprints: [...draft.fingerprints, brief.title, text], tasks: [draft.id], goals: [] },
    settings: { egress, kits, chain: tick.config.models[role].chain },
    version: instructions.version,
  });
  const question = criteriaQuestion(cleaned, matter, { key, role });
  const answers = await answersTo(cleaned, { questions: question ? [question] : [], ask });
  if (!answers || answers[0] === undefined) return draft;
  const bounds = boundsOf(around.tooling, around.project.paths, Object.keys(kits));
  const { specification, warning } = readDraftedCriteria(answers[0], draft, bounds);
  if (warning !== null) tick.told.warnings.push(`#${brief.number}: ${warning}`);
  return specification;
}
