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

/** Labels by which people say that it is to stay as it is for now. */
const HELD =
  /^(?:status|state)?[:/ ]{0,2}(?:blocked|(?:on[- ]?)?hold|wip|work[- ]in[- ]progress|do[- ]?not[- ]merge|postponed|deferred|pinned|keep[- ]open)(?:$|:)/i;

/** Open for people: neither a draft, nor one that people hold back, nor one that Steward's agents and its review look after. */
export const isWaiting = ({ draft, branch, labels }: OpenPull): boolean =>
  !draft && !branch.startsWith('steward/') && !labels.some((label) => HELD.test(label.trim()));

export const isStale = (pull: OpenPull, remote: Remote): boolean =>
  isWaiting(pull) && daysQuiet(pull, remote) >= STALE_DAYS && (!isUpdater(pull) || isFailing(pull));
