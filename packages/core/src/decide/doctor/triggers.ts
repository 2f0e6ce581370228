/** What starts by what Steward does with its tokens, and what does not: said, because GitHub says nothing of it. */
import { agentsOf } from '../../domain/agent-settings.ts';
import { known, type SetUp } from '../../domain/set-up.ts';
import { canCall } from './agent-checks.ts';

export function triggersOf(facts: SetUp): string[] {
  const { config, mode } = facts;
  if (config === null || known(facts.workflows) === null) return [];
  if (mode !== 'autopilot') return [`In mode ${mode} nothing is handed to agents, so nothing has to start.`];
  const agents = agentsOf(config);
  const names = (...kinds: readonly string[]): string =>
    agents
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ name }) => name)
      .join(', ');
  const [dispatched, called, assigned] = [names('workflow'), names('mention', 'copilot'), names('person')];
  return [
    ...(dispatched === '' ? [] : [`By dispatch, which every token may: ${dispatched}.`]),
    ...(called === ''
      ? []
      : [`By what \`agent-token\` writes: ${called}${canCall(facts) ? '' : ' (nothing arrives as that)'}.`]),
    ...(assigned === '' ? [] : [`Asked by assignment: ${assigned}.`]),
    "By anything else that the workflow's own token writes, no workflow starts: no mention, no merge, no deployment.",
    ...(dispatched === ''
      ? []
      : [
          "Checks of pull requests that an agent opens with the workflow's own token wait until a person approves them.",
        ]),
  ];
}
