/** Issues of people that say the same: shown, and left to people. */
import { listed } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export const alike = ({ state, room }: Scene): string =>
  listed(
    state.intake.alike.map(({ number, of }) => `- #${number} looks like #${of}`),
    room.items,
  );
