/** What a person reads of those who are simulated: who they are, and what they did between two cycles. */
import type { BehaviourName } from '@steward/sandbox/agents/behaviours.ts';
import { harmless, type Paint } from '../terminal.ts';
import type { Cast } from './cast.ts';
import { MAINTAINER } from './maintainer.ts';
import { type Step, stepWords } from './story.ts';
import { type Told, toldWords } from './told.ts';

/** What a viewer may expect of them. */
const WAYS: Partial<Record<BehaviourName, string>> = {
  asking: 'asks first',
  failing: 'fails once',
  slow: 'slow',
};

const WHO_WIDTH = 12;

export function castLines({ agents, settings }: Cast, paint: Paint): string[] {
  const named = agents.map(({ name, kind, behaviour }) => {
    const way = WAYS[behaviour] === undefined ? '' : `, ${WAYS[behaviour]}`;
    return `${harmless(name)} (${kind}${way})`;
  });
  const whose = settings === null ? 'the agents of the configuration' : 'three agents, as the configuration has none';
  return [
    `  Simulated: ${whose}: ${named.join('; ')}.`,
    `  Simulated too: the checks, for no code runs here, and a ${MAINTAINER} who answers, lets checks run, merges, closes.`,
    '  Not simulated: Steward, which hands over, watches, reviews and tries again as it would on GitHub.',
    '',
  ].map((line) => (line === '' ? line : paint('dim', line)));
}

/** Steward's own part, one line each. */
export const storyLines = (steps: readonly Step[], paint: Paint): string[] =>
  steps.map(
    (step, index) => `  ${paint('bold', (index === 0 ? 'agents' : '').padEnd(10))}${harmless(stepWords(step))}`,
  );

/** What became of it all: each task that is done, by whom, and in which attempt. */
export function doneLines(ticks: readonly { steps: readonly Step[] }[]): string[] {
  const done = ticks.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.what !== 'moved' || step.status !== 'done') return [];
      const by = step.agent === undefined ? '' : ` by ${harmless(step.agent)} in attempt ${step.attempt}`;
      return [`#${step.issue}${by}`];
    }),
  );
  return done.length === 0 ? [] : ['', `  Done: ${done.join(', ')}`];
}

export function meanwhileLines(told: readonly Told[], paint: Paint): string[] {
  if (told.length === 0) return [];
  const lines = told.map(
    (one) => `    ${one.at.slice(11, 16)}  ${harmless(one.who).padEnd(WHO_WIDTH)} ${harmless(toldWords(one))}`,
  );
  return [paint('dim', '  meanwhile, simulated'), ...lines];
}
