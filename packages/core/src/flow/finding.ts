/** Finding work: the tree read, the rules run, the best causes specified, the slots filled. Writes nothing. */

import { weighCauses } from '../decide/acceptance.ts';
import { isOldDebt, ranked } from '../decide/baseline.ts';
import { gatherEvidence, groupFindings } from '../decide/evidence.ts';
import { knownReason, planTasks } from '../decide/plan.ts';
import { rulesFor, scopeFindings } from '../decide/scope.ts';
import { detectTooling } from '../decide/tooling.ts';
import { adoptionId } from '../domain/adoption.ts';
import { digest } from '../domain/digest.ts';
import type { Cause, Project } from '../domain/evidence.ts';
import { UserError } from '../domain/failure.ts';
import { KnownWork } from '../domain/known-work.ts';
import { codeSpan, counted } from '../domain/markdown.ts';
import { byWorth } from '../domain/rank.ts';
import type { Head } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, PRIORITIES, type Specification, type TaskType } from '../domain/task.ts';
import type { Left } from '../domain/tick.ts';
import type { Tooling } from '../domain/tooling.ts';
import { cleanReason, cleanTold, hiddenPlaces, textsOf } from '../guard/specification.ts';
import { readOverrides } from '../think/overrides.ts';
import { specify } from '../think/template.ts';
import { failedDeploymentsOf, lookBeside, withLogs } from './looking.ts';
import { roomOf } from './noticing.ts';
import { projectOf } from './project.ts';
import { cleaningOf, type Tick } from './tick.ts';
import { titlesOf } from './titles.ts';
import { NO_WISH, type Wish } from './wish.ts';
import { wordTasks } from './wording.ts';

/** What an owner may narrow a search to. */
export interface Search {
  /** Null: any type. */
  type: TaskType | null;
  /** Most tasks to open or suggest. */
  most: number;
}

/** What could be done about what the tree shows, best first, as far as there is room for it. Writes nothing. */
export async function findWork(tick: Tick, ledger: Ledger, search: Search): Promise<Wish> {
  const { head } = tick.snapshot;
  if (!head) return NO_WISH;
  const { clock } = tick.world;
  const began = clock.elapsed();
  const rules = rulesFor(tick.config);
  const project = await lookedAt(tick, head, rules).catch((error: unknown) => putOff(tick, ledger, error));
  if ('wish' in project) return project.wish;
  const findings = scopeFindings(gatherEvidence(project, rules), tick.config);
  const grouped = groupFindings(findings).filter((cause) => search.type === null || cause.type === search.type);
  const { causes, left: unwanted } = weighCauses(grouped, ledger.state.lessons, tick.config);
  tick.told.evidence = {
    findings: findings.length,
    rules: Object.keys(rules).length,
    causes: grouped.length,
    seconds: Math.round((clock.elapsed() - began) / 100) / 10,
  };
  const room = roomOf(tick, ledger);
  const titles = await titlesOf(tick);
  const most = room.open + room.suggestions + MARGIN;
  const { tooling, ...best } = await specifyBest(tick, { causes, ledger, project, most });
  const known = Object.values(ledger.tasks).filter(isOpen);
  const worded = await wordTasks(tick, ledger, { ...best, project, tooling, known, most: most - MARGIN + SPARE });
  const { specifications } = worded;
  const left = [...best.left, ...worded.left];
  const plan = planTasks({ ledger, slots: room, specifications, titles, most: search.most });
  const told = [...unwanted, ...left, ...plan.left].map((item, index) => ({ ...item, id: `left/${index}` }));
  const texts = [...textsOf(plan.proposals), ...told.map(({ id, title }) => ({ id, text: title }))];
  const secrets = await tick.world.inspector.inspect(texts);
  const cleaned = told.map((item) => ({ reason: item.reason, title: cleanTold(item, cleaningOf(tick), secrets) }));
  tick.told.left.push(...cleaned, ...sameCause(findings.length, grouped));
  tick.told.warnings.push(...hiddenWarning(hiddenPlaces(plan.proposals, cleaningOf(tick))));
  tick.told.proposals += plan.proposals.length;
  return {
    ...NO_WISH,
    ...plan,
    titles,
    paths: new Set(project.paths),
    secrets,
    generated: true,
    waits: worded.waits,
    sleeps: room.sleeps && plan.proposals.length > 0,
  };
}

/** Said each time work is looked for: text that nobody sees is how reviewers are deceived. */
function hiddenWarning(places: readonly string[]): string[] {
  if (places.length === 0) return [];
  const rest = places.length > 3 ? ` and ${counted(places.length - 3, 'other place')}` : '';
  const shown = places.slice(0, 3).map(codeSpan).join(', ');
  return [`Hidden characters stand in ${shown}${rest}; they were left out of what is told.`];
}

/** Causes specified beyond the room there is, in case some turn out to be known. */
const MARGIN = 12;
/** Causes that models are asked about beyond that, in case they find some not worth it. */
const SPARE = 3;

async function lookedAt(tick: Tick, head: Head, rules: Rules): Promise<Project> {
  const project = await projectOf(tick, head);
  const remote = await lookBeside(tick, Object.values(rules));
  const failedRuns = rules['failing-workflow'] ? await withLogs(tick, project.failedRuns) : project.failedRuns;
  return { ...project, remote, failedRuns, failedDeployments: failedDeploymentsOf(tick.snapshot) };
}

/** How long until a look that failed is tried again: soon, and if that fails as well, some hours later. */
const SOON = 60_000;
const LATER = 6 * 3_600_000;

/** A tree that cannot be read stops nothing else: the run ends red and does the rest, and the look stays due. */
function putOff(tick: Tick, { state }: Ledger, error: unknown): { wish: Wish } {
  if (!(error instanceof UserError)) throw error;
  const reason = cleanReason(`${error.message} ${error.remedy}`, cleaningOf(tick));
  tick.told.failures.push(`No work was looked for: ${reason}`);
  const isAgain = tick.news.retry && state.generated?.head !== tick.snapshot.head?.oid;
  return { wish: { ...NO_WISH, putOff: isAgain ? LATER : SOON } };
}

type Rules = ReturnType<typeof rulesFor>;

interface Choice {
  causes: readonly Cause[];
  ledger: Ledger;
  project: Project;
  most: number;
}

/** What the owner put before or behind the others is so before there is a specification; the rest stays as it is. */
const bySaid = (a: Cause, b: Cause): number =>
  PRIORITIES.indexOf(a.priority ?? 'medium') - PRIORITIES.indexOf(b.priority ?? 'medium');

/** Specifies causes best first until there are enough; what is known already costs nothing but a line. */
async function specifyBest(
  tick: Tick,
  { causes, ledger, project, most }: Choice,
): Promise<{ specifications: Specification[]; left: Left[]; tooling: Tooling }> {
  const tooling = detectTooling(project);
  const customs = { overrides: readOverrides(project, tooling), durations: ledger.state.durations };
  tick.told.warnings.push(...customs.overrides.warnings.map((text) => cleanReason(text, cleaningOf(tick))));
  const { url } = tick.snapshot.repository;
  const at = tick.world.clock.now();
  const knownWork = new KnownWork(ledger);
  const chosen: { cause: Cause; id: string }[] = [];
  const left: Left[] = [];
  for (const cause of [...causes].sort(bySaid)) {
    const id = digest(cause.key, 12);
    const fingerprints = cause.findings.map((finding) => finding.fingerprint);
    const known = knownReason(knownWork, { id, fingerprints }) ?? adoptedReason(ledger, cause);
    if (known || chosen.length >= most) left.push({ title: cause.key, reason: known ?? 'no slot' });
    else chosen.push({ cause, id });
  }
  const changes = await tick.world.worktree.blame(chosen.map(({ cause: { findings } }) => findings[0]));
  const specifications = chosen.map(({ cause, id }, index) => {
    const { branch, head } = project;
    const since = changes[index]?.date ?? null;
    const old = isOldDebt({ rule: cause.rule, since, installed: ledger.state.installed, at });
    return specify({ ...ranked(cause, old), id, tooling, branch, head, url, since }, customs);
  });
  return { specifications: specifications.sort(byWorth), left, tooling };
}

/** A report that is to be taken up, or was, is not unheard. */
function adoptedReason({ tasks }: Ledger, { rule, findings: [{ facts }] }: Cause): string | null {
  if (rule !== 'untriaged-bug-report') return null;
  return tasks[adoptionId(Number(facts.number))] ? `to be taken up (#${facts.number})` : null;
}

/** Findings that became part of another's task: counted, not named. */
function sameCause(findings: number, causes: readonly Cause[]): { title: string; reason: string }[] {
  const merged = findings - causes.length;
  return Array.from({ length: Math.max(0, merged) }, () => ({ title: '', reason: 'same cause as another' }));
}
