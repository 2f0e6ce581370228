/** Tasks in the words of a model: those that nobody worded yet are asked about, those that are out wait for their answer. */
import { briefsAtOnce } from '../decide/arrangement.ts';
import { gateKey } from '../decide/gate.ts';
import { type Answers, type Asked, answersOn, isOpenBrief, waitingTogether } from '../domain/asked.ts';
import { digest } from '../domain/digest.ts';
import type { Project } from '../domain/evidence.ts';
import { goalsIn } from '../domain/goals.ts';
import type { Question } from '../domain/model.ts';
import { priceOf } from '../domain/money/price.ts';
import { type CleanedPrompt, tokensOf } from '../domain/prompt.ts';
import { GOALS_PATH } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { Specification } from '../domain/task.ts';
import type { Left } from '../domain/tick.ts';
import type { Tooling } from '../domain/tooling.ts';
import { cleanReason } from '../guard/specification.ts';
import { boundsOf } from '../think/answers/criteria.ts';
import { joined } from '../think/answers/parts.ts';
import { readSpecifications } from '../think/answers/specify.ts';
import type { Ground } from '../think/ground.ts';
import type { Instructions } from '../think/prompts.ts';
import { askedNumbers, draftSpecify, MOST_DRAFTS, specifyQuestion, wordsOf } from '../think/questions/specify.ts';
import { cleanedFor } from './ask.ts';
import { askModels } from './asking.ts';
import { instructionsOf } from './instructing.ts';
import { ModelDesk } from './model-desk.ts';
import { cleaningOf, specificationOf, type Tick } from './tick.ts';

export interface WordingMatter {
  /** As their templates have them, best first. */
  specifications: readonly Specification[];
  project: Project;
  tooling: Tooling;
  /** Open tasks and suggestions that there are. */
  known: readonly Pick<Specification, 'title' | 'evidence'>[];
  /** As many of the best are asked about. */
  most: number;
}

export interface Worded {
  specifications: Specification[];
  left: Left[];
  /** Tasks that wait for the answer of a model, unseen. */
  waits: string[];
}

/** What is kept by its brief is used again; without a model everything stays in the words of its template. */
export async function wordTasks(tick: Tick, ledger: Ledger, matter: WordingMatter): Promise<Worded> {
  const { specifications } = matter;
  if (tick.memory === null || specifications.length === 0 || (await new ModelDesk(tick).isSilent())) {
    return { specifications: [...specifications], left: [], waits: [] };
  }
  const words = await wordsFor(tick, matter);
  const known = specifications.map((specification) => ({ specification, brief: briefOf(tick, specification, words) }));
  const briefs = known.map(({ brief }) => brief);
  const { now } = tick.snapshot;
  const { ledger: memory } = tick.memory;
  const open = known.slice(0, matter.most).filter(({ brief }) => isOpenBrief(memory, brief, now));
  const asked = await questionsOn(tick, matter, words, open);
  if (asked.length > 0) await askModels(tick, asked);
  const answers = waitingTogether(answersOn(tick.memory.ledger, briefs, now), asked);
  return worded(tick, ledger, matter, known, answers);
}

interface Words {
  instructions: Instructions;
  ground: Ground;
  goals: string[];
}

async function wordsFor(tick: Tick, { project, tooling }: WordingMatter): Promise<Words> {
  const { repository } = tick.snapshot;
  const { egress } = tick.config;
  const text = project.files.find(({ path }) => path === GOALS_PATH)?.text ?? '';
  return {
    instructions: await instructionsOf(tick, 'specify'),
    ground: { repository: repository.name, branch: repository.branch ?? '', project, tooling, egress },
    goals: goalsIn(text).map((goal) => goal.text),
  };
}

/** What an answer about one task depends on: not on where in a file it stands, nor on the tasks beside it. */
const briefOf = ({ config }: Tick, { fingerprints, type }: Specification, { instructions, goals }: Words): string =>
  gateKey({
    ...{ purpose: 'specify', fingerprints, tasks: [type], goals, version: instructions.version },
    settings: { egress: config.egress, chain: config.models.specify.chain },
  });

/** Tokens, roughly: of an answer about one task and of what every answer has besides; of what stands around both. */
const ANSWER = { each: 900, besides: 2_000 };
const AROUND = { task: 600, shared: 2_000 };

/** As many tasks in one question as is cheapest. */
async function questionsOn(tick: Tick, matter: WordingMatter, words: Words, open: readonly Known[]): Promise<Asked[]> {
  if (open.length === 0) return [];
  const { chain, lane, most } = (await new ModelDesk(tick).thinker()).role('specify');
  const [first] = chain;
  const urgent = isUrgent(tick);
  const { system, owner } = words.instructions;
  const load = {
    shared: tokensOf(system) + tokensOf(owner) + AROUND.shared,
    own: open.map(({ specification }) => tokensOf(wordsOf(specification)) + AROUND.task),
    answer: ANSWER,
  };
  const price = first ? priceOf(first, tick.config.prices) : null;
  const size = briefsAtOnce(load, { price, lane: urgent ? 'now' : lane, most, atOnce: MOST_DRAFTS });
  const drafted: Asked[] = [];
  for (let from = 0; from < open.length; from += size) {
    const group = open.slice(from, from + size);
    const one = await questionOn(tick, matter, words, group);
    if (one) drafted.push({ ...one, urgent });
  }
  return drafted.length === 1 ? drafted.map(alone) : drafted;
}

/** Nobody would read what it writes to a cache. */
const alone = ({ question, ...asked }: Asked): Asked => ({ ...asked, question: { ...question, alone: true } });

interface Known {
  specification: Specification;
  brief: string;
}

/** About those that may be sent and have room; null: none. */
async function questionOn(
  tick: Tick,
  matter: WordingMatter,
  { ground, instructions }: Words,
  group: readonly Known[],
): Promise<{ question: Question; cleaned: CleanedPrompt; briefs: string[] } | null> {
  const cleaned = await cleanedFor(tick, draftSpecify({ drafts: group, ground, known: matter.known, instructions }));
  const shown = askedNumbers(cleaned, group.length).flatMap((n) => group[n - 1] ?? []);
  if (shown.length === 0) return null;
  // Numbers of an answer are places in the list of briefs, so those that are left out are in neither.
  if (shown.length < group.length) return questionOn(tick, matter, { ground, instructions, goals: [] }, shown);
  const briefs = group.map(({ brief }) => brief);
  const question = specifyQuestion(cleaned, group, { key: digest(['specify', ...briefs].join('\n'), 24) });
  return question && { question, cleaned, briefs };
}

/** A person asked for it, or sees Steward for the first time. */
const isUrgent = ({ told, state }: Tick): boolean =>
  state.generated === null ||
  told.moves.some(({ kind, reasons }) => kind === 'generate' && reasons.includes('asked for'));

/** What waits keeps the words that people know; what nobody knows yet waits unseen. */
function worded(tick: Tick, ledger: Ledger, matter: WordingMatter, known: readonly Known[], answers: Answers): Worded {
  const left: Left[] = [];
  const waits: string[] = [];
  const drafts = known.flatMap(({ specification, brief }): Known[] => {
    if (!answers.waiting.has(brief)) return [{ specification, brief }];
    const task = ledger.tasks[specification.id];
    if (task?.status === 'suggested') return [{ specification: specificationOf(task), brief: '' }];
    waits.push(specification.id);
    left.push({ title: specification.title, reason: 'waits for the answer of a model' });
    return [];
  });
  const parts = drafts.flatMap(({ brief }, index) => {
    const answer = answers.given.get(brief);
    return answer ? [{ n: index + 1, value: answer.value }] : [];
  });
  if (parts.length === 0) return { specifications: drafts.map(({ specification }) => specification), left, waits };
  const result = readSpecifications(
    joined(parts),
    { drafts: drafts.map(({ specification }) => specification), asked: parts.map(({ n }) => n) },
    boundsOf(matter.tooling, matter.project.paths, Object.keys(tick.config['starter-kits'])),
  );
  tick.told.warnings.push(...result.warnings.map((text) => cleanReason(text, cleaningOf(tick))));
  const unwanted = result.left.map((one) => ({ ...one, reason: cleanReason(one.reason, cleaningOf(tick)) }));
  return { specifications: result.specifications, left: [...left, ...unwanted], waits };
}
