/** A weakness: what it allows, whom it reaches, how it is closed; and not one detail more than is public already. */
import { changelogSays } from '../draft.ts';
import { review, suiteHolds, type TypeWords } from '../matter.ts';

export const security: TypeWords = {
  why: ({ source }) => `Reported in ${source}. What is known of it stays there and is not repeated here.`,
  criteria: (matter) => [
    review('Assessed: which versions have it, and what somebody must already have to use it.'),
    review('Impact: what it lets them read, change or stop; in no more detail than is public already.'),
    review('The cause is removed, not only the reported way to it; a test tries that way and is refused.'),
    ...suiteHolds(matter),
    ...changelogSays(matter),
  ],
  not: ['details that are not public yet', 'other weaknesses'],
  assumptions: ({ source }) => [`All that ${source} says may be public, else this goes on in a private advisory`],
};
