/** Tasks in the words of a model: those that nobody worded yet are asked about, those that are out wait for their answer. */
import { briefsAtOnce } from '../decide/arrangement.ts';
import { gateKey } from '../decide/gate.ts';
import { type Answers, type Asked, answersOn, hasAnswers, isOpenBrief, waitingTogether } from '../domain/asked.ts';
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
import { WORDINGS, type Wording, wordingOf } from '../domain/wording.ts';
import { cleanReason } from '../guard/specification.ts';
import { boundsOf } from '../think/answers/criteria.ts';
import { joined } from '../think/answers/parts.ts';
import { readSpecifications } from '../think/answers/specify.ts';
import type { Ground } from '../think/ground.ts';
import type { Instructions } from '../think/prompts.ts';
import { ROLE_OF } from '../think/questions/question.ts';
import { askedNumbers, draftSpecify, MOST_DRAFTS, specifyQuestion, wordsOf } from '../think/questions/specify.ts';
import { cleanedFor } from './ask.ts';
import { askModels } from './asking.ts';
import { instructionsOf } from './instructing.ts';
import { ModelDesk } from './model-desk.ts';
import { cleaningOf, isAskedFor, isOrdered, specificationOf, type Tick } from './tick.ts';

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

/** What is kept by its brief is used again, also where nobody can be asked any more; all else is in the words of its template. */
export async function wordTasks(tick: Tick, ledger: Ledger, matter: WordingMatter): Promise<Worded> {
  const { specifications } = matter;
  const asWritten: Worded = { specifications: [...specifications], left: [], waits: [] };
  if (tick.memory === null || specifications.length === 0) return asWritten;
  const isSilent = await new ModelDesk(tick).isSilent();
  if (isSilent && !hasAnswers(tick.memory.ledger, tick.snapshot.now)) return asWritten;
  const words = await wordsFor(tick, matter);
  const known = specifications.map((specification) => ({ specification, brief: briefOf(tick, specification, words) }));
  const briefs = known.map(({ brief }) => brief);
  const { now } = tick.snapshot;
  const ordered = isOrdered(tick, 'generate');
  const { ledger: memory } = tick.memory;
  const isAsked = ({ brief }: Known): boolean => !isSilent && isOpenBrief(memory, brief, now, ordered);
  const open = known.slice(0, matter.most).filter(isAsked);
  const asked: Asked[] = [];
  for (const purpose of WORDINGS) {
    const group = open.filter(({ specification }) => wordingOf(specification) === purpose);
    asked.push(...(await questionsOn(tick, matter, { ...words, purpose }, group)));
  }
  if (asked.length > 0) await askModels(tick, asked);
  const answers = waitingTogether(answersOn(tick.memory.ledger, briefs, now), asked);
  // Who cannot ask cannot collect either: nothing waits for that.
  return worded(tick, ledger, matter, known, isSilent ? { ...answers, waiting: new Set() } : answers);
}

interface Words {
  instructions: Record<Wording, Instructions>;
  ground: Ground;
  goals: string[];
}

async function wordsFor(tick: Tick, { project, tooling }: WordingMatter): Promise<Words> {
  const { repository } = tick.snapshot;
  const { egress } = tick.config;
  const text = project.files.find(({ path }) => path === GOALS_PATH)?.text ?? '';
  return {
    instructions: {
      specify: await instructionsOf(tick, 'specify'),
      diagnose: await instructionsOf(tick, 'diagnose'),
      research: await instructionsOf(tick, 'research'),
    },
    ground: { repository: repository.name, branch: repository.branch ?? '', project, tooling, egress },
    goals: goalsIn(text).map((goal) => goal.text),
  };
}

/** What an answer about one task depends on: not on where in a file it stands, nor on the tasks beside it. */
function briefOf({ config }: Tick, specification: Specification, { instructions, goals }: Words): string {
  const purpose = wordingOf(specification);
  const { type } = specification;
  return gateKey({
    ...{ purpose, fingerprints: seenIn(specification), tasks: [type], goals, version: instructions[purpose].version },
    settings: { egress: config.egress, chain: config.models[ROLE_OF[purpose]].chain },
  });
}

/** Where the same workflow fails in other words it has another cause; in other numbers, such as times, it has not. */
function seenIn({ fingerprints, evidence }: Specification): string[] {
  const log = evidence.filter(({ rule, line }) => rule === 'failing-workflow' && line === 0);
  return [...fingerprints, ...log.map(({ excerpt }) => excerpt.replace(/\d+/g, '0'))];
}

/** Tokens, roughly: of an answer about one task and of what every answer has besides; of what stands around both. */
const ANSWER = { each: 900, besides: 2_000 };
const AROUND = { task: 600, shared: 2_000 };

type PurposeWords = Words & { purpose: Wording };

/** Of one purpose, as many tasks in one question as is cheapest. */
async function questionsOn(
  tick: Tick,
  matter: WordingMatter,
  words: PurposeWords,
  open: readonly Known[],
): Promise<Asked[]> {
  if (open.length === 0) return [];
  const { purpose, instructions } = words;
  const { chain, lane, most } = (await new ModelDesk(tick).thinker()).role(ROLE_OF[purpose]);
  const [first] = chain;
  const incident = purpose === 'diagnose';
  const [urgent, ordered] = [incident || isUrgent(tick), isOrdered(tick, 'generate')];
  const { system, owner } = instructions[purpose];
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
    if (one) drafted.push({ ...one, urgent, ordered, ...(incident && { incident }) });
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
  words: PurposeWords,
  group: readonly Known[],
): Promise<{ question: Question; cleaned: CleanedPrompt; briefs: string[] } | null> {
  const { purpose, ground } = words;
  const { known } = matter;
  const instructions = words.instructions[purpose];
  const cleaned = await cleanedFor(tick, draftSpecify({ drafts: group, ground, known, instructions, purpose }));
  const shown = askedNumbers(cleaned, group.length).flatMap((n) => group[n - 1] ?? []);
  if (shown.length === 0) return null;
  // Numbers of an answer are places in the list of briefs, so those that are left out are in neither.
  if (shown.length < group.length) return questionOn(tick, matter, words, shown);
  const briefs = group.map(({ brief }) => brief);
  const question = specifyQuestion(cleaned, group, { key: digest([purpose, ...briefs].join('\n'), 24) });
  return question && { question, cleaned, briefs };
}

/** A person asked for it, or sees Steward for the first time. */
const isUrgent = ({ told, state }: Tick): boolean => state.generated === null || isAskedFor({ told }, 'generate');

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
