/** What waits for a person, the gravest first: nothing else on the dashboard asks for anything. */
import { agentsOf } from '../../domain/agent-settings.ts';
import { WORDS } from '../../domain/command.ts';
import { endingWords } from '../../domain/lease.ts';
import { codeSpan, shorten, titleText } from '../../domain/markdown.ts';
import { realNumber, type Task } from '../../domain/task.ts';
import { andMore, listed, minute, titleOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';
import { reviewNeeds } from './reviews.ts';

/** These are few, and shown before all else is. */
const LEAST = 5;

export function needs(scene: Scene): string {
  const lines = [
    ...lost(scene),
    ...paused(scene),
    ...denied(scene),
    ...unheeded(scene),
    ...reviewNeeds(scene),
    ...questions(scene),
    ...escalated(scene),
    ...unreached(scene),
    ...late(scene),
    ...circles(scene),
    ...unpinned(scene),
  ];
  return listed(
    lines.map((text) => `- ${text}`),
    Math.max(LEAST, scene.room.items),
    andMore,
  );
}

const lost = ({ state }: Scene): string[] =>
  state.lost === null
    ? []
    : [
        `The memory was lost (${titleText(shorten(state.lost.reason, 300))}); nothing is opened until ${minute(state.lost.until)}, then it is rebuilt from the issues`,
      ];

const paused = ({ state }: Scene): string[] =>
  state.paused ? ['Paused: nothing is opened until a person resumes (untick “Pause everything” below)'] : [];

/** Whose tick was undone, once: gone with the next that counted. */
const denied = ({ state }: Scene): string[] =>
  state.denied === null
    ? []
    : [
        `${minute(state.denied.at)}: ${codeSpan(state.denied.by)} may not ${WORDS[state.denied.verb]} here (write access needed), so it was undone`,
      ];

/** Orders that were understood and not followed: what stands against them is for a person to take away. */
const unheeded = ({ state }: Scene): string[] =>
  (state.intake.unheeded ?? []).map(
    ({ number, by, at, reason }) =>
      `#${number} is left alone although ${codeSpan(by)} ordered it (${minute(at)}): ${reason}`,
  );

const escalated = (scene: Scene): string[] =>
  having(scene, 'escalated')
    .filter(({ taken }) => taken === undefined)
    .map(
      (task) =>
        `${realNumber(task.number) === null ? 'A task' : `#${task.number}`} needs a person: ${titleOf(task, scene)}${askedOf(task)}${historyOf(task)}`,
    );

/** Why, where its tries do not say it, and who was asked. */
function askedOf({ ask, overdue }: Task): string {
  if (ask === undefined) return '';
  const why = overdue !== undefined && ask.key === `due ${overdue}` ? [ask.reason] : [];
  const who = typeof ask.person === 'string' ? [`${codeSpan(ask.person)} was asked`] : [];
  return [...why, ...who].map((words) => `; ${words}`).join('');
}

/** A deadline that passed stops nobody who is at work. */
const late = (scene: Scene): string[] =>
  having(scene, 'leased', 'working', 'blocked')
    .filter(({ overdue }) => overdue !== undefined)
    .map((task) => {
      const how = task.status === 'blocked' ? 'waits' : 'is still worked on';
      return `#${task.number} was due ${task.overdue} and ${how}: ${titleOf(task, scene)}`;
    });

const MOST_TRIES = 3;

/** Who tried it, and how that ended. */
function historyOf({ attempts = [] }: Task): string {
  const tries = attempts.slice(-MOST_TRIES).map(({ agent, ending }) => `${codeSpan(agent)}: ${endingWords(ending)}`);
  return tries.length === 0 ? '' : ` (${tries.join('; ')})`;
}

/** Its words stand on the issue; whoever may write answers there. */
const questions = (scene: Scene): string[] =>
  having(scene, 'blocked').flatMap((task) => {
    const last = task.attempts?.at(-1);
    if (last?.ending !== 'question') return [];
    const words = last.hint === undefined ? '' : `: “${titleText(shorten(last.hint, 200))}”`;
    return [`#${task.number}: ${codeSpan(last.agent)} asks${words}`];
  });

/** Agents whose set-up somebody has to mend. */
const unreached = ({ state, config }: Scene): string[] =>
  agentsOf(config).flatMap(({ name }) => {
    const refused = state.agents[name]?.refused;
    if (!refused) return [];
    const again = `Tried again after ${minute(refused.until)}, or once a setting changes`;
    return [`Nothing can be handed to ${codeSpan(name)}: ${titleText(shorten(refused.reason, 400))} ${again}`];
  });

/** Tasks that wait for each other wait for ever. */
const circles = ({ circles: all }: Scene): string[] =>
  all.map((circle) => `${circle} wait in a circle, so none can begin: one has to do without another`);

const unpinned = ({ state }: Scene): string[] =>
  state.dashboard?.pinned === 'refused'
    ? ['This issue could not be pinned: three others are pinned. Unpin one and pin this by hand, or leave it']
    : [];
