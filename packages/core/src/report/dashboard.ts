/** The pinned issue: what a maintainer wants to know each morning, as a pure function of what Steward knows. */
import { type DashboardInput, type Room, type Scene, type Section, sceneOf } from './scene.ts';
import { agents } from './sections/agents.ts';
import { alike } from './sections/alike.ts';
import { controls } from './sections/controls.ts';
import { footer } from './sections/footer.ts';
import { header } from './sections/header.ts';
import { health } from './sections/health.ts';
import { money } from './sections/money.ts';
import { needs } from './sections/needs.ts';
import { progress } from './sections/progress.ts';
import { quietRules } from './sections/quiet-rules.ts';
import { soFar } from './sections/so-far.ts';
import { suggestions } from './sections/suggestions.ts';
import { waiting } from './sections/waiting.ts';

export type { DashboardInput } from './scene.ts';

/** What GitHub takes is 65,536; act adds the marker, and a person may add a note. */
export const DASHBOARD_LIMIT = 60_000;

/** From what a morning has time for down to what always fits: the first that does is taken. */
const ROOMS: readonly Room[] = [
  { items: 10, folded: 200, title: 256, details: true },
  { items: 10, folded: 100, title: 256, details: true },
  { items: 10, folded: 50, title: 160, details: true },
  { items: 10, folded: 20, title: 120, details: true },
  { items: 5, folded: 10, title: 80, details: false },
  { items: 2, folded: 0, title: 60, details: false },
  { items: 0, folded: 0, title: 40, details: false },
];

const SECTIONS: readonly (readonly [title: string, section: Section])[] = [
  ['Needs you', needs],
  ['Suggestions', suggestions],
  ['In progress', progress],
  ['Waiting', waiting],
  ['Agents', agents],
  ['Perhaps the same', alike],
  ['Health', health],
  ['Money', money],
  ['Quiet rules', quietRules],
  ['So far', soFar],
  ['Controls', controls],
];

/** The body without its marker, at most 60,000 characters; a section without anything to say is left out. */
export function renderDashboard(input: DashboardInput): string {
  const scene = sceneOf(input);
  for (const room of ROOMS) {
    const body = render({ ...scene, room });
    if (body.length <= DASHBOARD_LIMIT) return body;
  }
  throw new Error('a dashboard without any item is larger than the limit');
}

function render(scene: Scene): string {
  const sections = SECTIONS.map(([title, section]) => [title, section(scene)]);
  return [
    header(scene),
    ...sections.filter(([, body]) => body !== '').map(([title, body]) => `### ${title}\n${body}`),
    footer(scene),
  ].join('\n\n');
}
