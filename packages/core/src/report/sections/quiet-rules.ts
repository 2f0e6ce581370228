/** Rules that suggest nothing any more since people refused all they said, and how each is woken. */
import { QUIET_AFTER, quietRules as rulesThatAreQuiet } from '../../domain/lessons.ts';
import { codeSpan } from '../../domain/markdown.ts';
import { listed } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export const quietRules = ({ state, config, room }: Scene): string =>
  listed(
    rulesThatAreQuiet(state.lessons, config.rules).map(
      (name) =>
        `- ${codeSpan(name)} is quiet: ${QUIET_AFTER} of its suggestions in a row were refused; ${codeSpan(`rules.${name}.enabled: true`)} in \`.github/steward.yml\` wakes it`,
    ),
    room.items,
  );
