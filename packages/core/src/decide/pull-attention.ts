/** Which open pull requests wait for people, as opposed to for a machine or for nobody. */
import type { OpenPull, Remote } from '../domain/remote.ts';
import { daysBetween } from '../domain/time.ts';

/** They rebase and replace their own pull requests. */
const UPDATERS =
  /^(?:dependabot(?:-preview)?|renovate(?:-bot)?|depfu|pyup-bot|snyk-bot|scala-steward|pre-commit-ci|greenkeeper|github-actions)(?:\[bot\])?$/i;

export const STALE_DAYS = 30;

export const isUpdater = ({ author, branch }: OpenPull): boolean =>
  UPDATERS.test(author) || /^(?:dependabot|renovate)\//.test(branch);

export const isFailing = ({ checks }: OpenPull): boolean => checks === 'FAILURE' || checks === 'ERROR';

export const daysQuiet = ({ updatedAt }: OpenPull, { at }: Remote): number => daysBetween(updatedAt, at);

/** Open for people: neither a draft nor one that Steward's agents and its review look after. */
export const isWaiting = ({ draft, branch }: OpenPull): boolean => !draft && !branch.startsWith('steward/');

export const isStale = (pull: OpenPull, remote: Remote): boolean =>
  isWaiting(pull) && daysQuiet(pull, remote) >= STALE_DAYS && (!isUpdater(pull) || isFailing(pull));
