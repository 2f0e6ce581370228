/** Pull requests under review: what only a person can do about them, and how far each task's own is. */
import { type ReviewRecord, ROUNDS } from '../../domain/verdict.ts';
import { PRESS } from '../review.ts';
import type { Scene } from '../scene.ts';

type Numbered = ReviewRecord & { number: number };

/** By number, and only what is reviewed. */
const reviewsIn = ({ state }: Pick<Scene, 'state'>): Numbered[] =>
  Object.entries(state.reviews)
    .map(([number, review]) => ({ ...review, number: Number(number) }))
    .filter(({ wanted }) => wanted)
    .sort((a, b) => a.number - b.number);

/** Of what changed since it was looked at, nothing is said. */
export const reviewNeeds = (scene: Scene): string[] =>
  reviewsIn(scene)
    .filter(({ stale }) => !stale)
    .flatMap((review) => needOf(review));

function needOf({ number, overall, met, of, clicks }: Numbered): string[] {
  const criteria = of === 0 ? [] : [`${met} of ${of} criteria met`];
  const said = criteria.length === 0 ? '' : `: ${criteria.join()}`;
  if (overall === 'accepted')
    return [
      clicks.includes('approve')
        ? `#${number} waits for ${PRESS.approve}${said}`
        : `#${number} is ready to merge${said}`,
    ];
  if (clicks.length > 0) return [`#${number} waits for ${clicks.map((click) => PRESS[click]).join(', ')}`];
  return overall === 'needs-person' ? [`#${number} has to be looked at by a person${said}`] : [];
}

/** Pull requests that a person asked about and no task is for; the others stand with their tasks. */
export const askedReviews = (scene: Scene): string[] =>
  reviewsIn(scene)
    .filter(({ task }) => task === null)
    .map(({ number, ...review }) => `#${number}: ${reviewText(review)}`);

/** `#231: 2 of 3 met, changes asked for, round 1 of 2`; of one that is not judged, its number. */
export const reviewsOf = (task: string, { state }: Pick<Scene, 'state'>): string[] =>
  Object.entries(state.reviews)
    .filter(([, review]) => review.task === task)
    .map(([number, review]) => `#${number}${review.wanted ? `: ${reviewText(review)}` : ''}`);

const STANDS: Record<NonNullable<ReviewRecord['overall']>, string> = {
  accepted: 'ready',
  'changes-requested': 'changes asked for',
  waiting: 'waits',
  'needs-person': 'a person has to look',
};

function reviewText({ overall, stale, met, of, round }: ReviewRecord): string {
  if (overall === null || stale) return overall === null ? 'not looked at yet' : 'changed, to be looked at again';
  return [
    ...(of === 0 ? [] : [`${met} of ${of} met`]),
    STANDS[overall],
    ...(overall === 'changes-requested' ? [`round ${Math.min(round, ROUNDS)} of ${ROUNDS}`] : []),
  ].join(', ');
}
