/** Drafts of templates put before a model: which causes are worth doing and in which words, and criteria of people's issues. */
import { gateKey } from '../decide/gate.ts';
import type { IssueBrief } from '../domain/brief.ts';
import type { Project } from '../domain/evidence.ts';
import { goalsOf } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Specification } from '../domain/task.ts';
import type { Left } from '../domain/tick.ts';
import type { Tooling } from '../domain/tooling.ts';
import { cleanReason } from '../guard/specification.ts';
import { readDraftedCriteria } from '../think/answers/adopt.ts';
import { boundsOf } from '../think/answers/criteria.ts';
import { readSpecifications } from '../think/answers/specify.ts';
import type { Ground } from '../think/ground.ts';
import type { Instructions } from '../think/prompts.ts';
import { criteriaQuestion, draftCriteria } from '../think/questions/adopt.ts';
import { askedNumbers, draftSpecify, specifyQuestion } from '../think/questions/specify.ts';
import { type Ask, answersTo, askNobody, cleanedFor } from './ask.ts';
import { instructionsOf } from './instructing.ts';
import { cleaningOf, type Tick } from './tick.ts';

interface Surroundings {
  ledger: Ledger;
  project: Project;
  tooling: Tooling;
}

const kitsOf = ({ config }: Tick): string[] => Object.keys(config['starter-kits']);

const groundOf = ({ snapshot: { repository }, config }: Tick, { project, tooling }: Surroundings): Ground => ({
  ...{ repository: repository.name, branch: repository.branch ?? '', project, tooling, egress: config.egress },
});

/** The same evidence, tasks, goals and settings have their answer. */
function keyOf(
  tick: Tick,
  about: Pick<Parameters<typeof gateKey>[0], 'purpose' | 'fingerprints' | 'tasks'>,
  by: Instructions,
) {
  const settings = { egress: tick.config.egress, kits: tick.config['starter-kits'] };
  return gateKey({ ...about, goals: [goalsOf(tick.snapshot) ?? ''], settings, version: by.version });
}

/** Best first, as templates drafted them; where nobody answers they stand. */
export async function wordCauses(
  tick: Tick,
  specifications: readonly Specification[],
  around: Surroundings,
  ask: Ask = askNobody,
): Promise<{ specifications: Specification[]; left: Left[] }> {
  const templates = { specifications: [...specifications], left: [] };
  if (ask === askNobody || specifications.length === 0) return templates;
  const known = Object.values(around.ledger.tasks).filter((task) => isOpen(task) || task.status === 'suggested');
  const instructions = await instructionsOf(tick, 'specify');
  const drafts = specifications.map((specification) => ({ specification }));
  const cleaned = await cleanedFor(tick, draftSpecify({ drafts, ground: groundOf(tick, around), known, instructions }));
  const about = {
    purpose: 'specify',
    fingerprints: specifications.flatMap(({ fingerprints }) => fingerprints),
    tasks: known.map(({ id, status }) => `${id} ${status}`),
  };
  const question = specifyQuestion(cleaned, drafts, { key: keyOf(tick, about, instructions) });
  const answers = await answersTo(tick, cleaned, { questions: question ? [question] : [], ask });
  // That nobody could answer is told by whoever asked.
  if (!answers || answers[0] === undefined) return templates;
  const asked = askedNumbers(cleaned, drafts.length);
  const bounds = boundsOf(around.tooling, around.project.paths, kitsOf(tick));
  const { warnings, ...result } = readSpecifications(answers[0], { drafts: specifications, asked }, bounds);
  tick.told.warnings.push(...warnings);
  return { ...result, left: result.left.map((one) => ({ ...one, reason: cleanReason(one.reason, cleaningOf(tick)) })) };
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
  const matter = { brief, text, draft, ground: groundOf(tick, around), kits, instructions };
  const cleaned = await cleanedFor(tick, draftCriteria(matter));
  const about = { purpose: 'adopt', fingerprints: [...draft.fingerprints, brief.title, text], tasks: [draft.id] };
  const question = criteriaQuestion(cleaned, matter, { key: keyOf(tick, about, instructions) });
  const answers = await answersTo(tick, cleaned, { questions: question ? [question] : [], ask });
  if (!answers || answers[0] === undefined) return draft;
  const bounds = boundsOf(around.tooling, around.project.paths, kitsOf(tick));
  const { specification, warning } = readDraftedCriteria(answers[0], draft, bounds);
  if (warning !== null) tick.told.warnings.push(`#${brief.number}: ${warning}`);
  return specification;
}
