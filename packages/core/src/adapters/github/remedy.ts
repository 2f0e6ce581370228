/** Failures in words: which are an owner's to mend, and how. */
import { UserError } from '../../domain/failure.ts';
import type { Failure } from './failure.ts';

export interface Attempt {
  /** owner/name */
  repository: string;
  /** What was tried, as in "the token may not …": `read issues`. */
  doing: string;
  /** What the workflow's token needs for it: `issues: write`. */
  permission: string;
  /** What the token was handed in as; `github-token` when left out. */
  input?: TokenInput;
}

export type TokenInput = 'github-token' | 'agent-token';

/** The error that a failure is: `UserError` where somebody can mend it, else a defect. */
export function errorOf(failure: Failure, attempt: Attempt): Error {
  if (failure.kind === 'limited') return limitError(failure);
  if (failure.kind === 'ambiguous') {
    return new UserError(
      `GitHub did not answer when Steward tried to ${attempt.doing}: ${failure.message}.`,
      'Nothing to change: the next run tries again. If it lasts, see www.githubstatus.com.',
    );
  }
  if (failure.kind === 'partial') {
    const refusal = failure.faults[0];
    return (
      ownersError({ type: refusal?.type ?? '', message: refusal?.message ?? '' }, attempt) ?? defect(failure, attempt)
    );
  }
  return ownersError(failure, attempt) ?? defect(failure, attempt);
}

/** The same for a read, where the repository itself may not be there. */
export function readError(failure: Failure, attempt: Attempt): Error {
  const faults = failure.kind === 'partial' ? failure.faults : [];
  const missing = faults.some((fault) => fault.type === 'NOT_FOUND' && fault.path.join() === 'repository');
  if (missing || (failure.kind === 'refused' && failure.type === 'NOT_FOUND'))
    return repositoryMissing(attempt.repository);
  return errorOf(failure, attempt);
}

/** Something is missing in the answer, and nothing says why: it must not be taken for something that is not there. */
export const holesError = ({ repository, doing }: Attempt): UserError =>
  new UserError(
    `GitHub's answer has holes: it left something out when Steward tried to ${doing} in ${repository}.`,
    'Nothing to change: the next run tries again. If it lasts, see www.githubstatus.com.',
  );

/** A write's refusal that only an owner can lift; null for one that concerns this write alone. */
export function ownersError(refusal: { type: string; message: string }, attempt: Attempt): UserError | null {
  const { type, message } = refusal;
  const { repository, doing, permission, input = 'github-token' } = attempt;
  if (type === 'UNAUTHENTICATED') {
    return new UserError(
      `GitHub does not accept the token${input === 'agent-token' ? ' for agents' : ''} (${message}).`,
      `Hand in a valid one as \`${input}\`: this one is mistyped, expired or revoked.`,
    );
  }
  if (/archived/i.test(message)) {
    return new UserError(
      `${repository} is archived, so nothing can be written.`,
      'Unarchive it, or remove Steward from it.',
    );
  }
  if (/issues (has been|have been|are|is) disabled|disabled issues/i.test(message)) {
    return new UserError(
      `${repository} has its issues switched off, and Steward keeps its work there.`,
      "Switch them on in the repository's settings, under Features.",
    );
  }
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') {
    return new UserError(
      `The token${input === 'agent-token' ? ' for agents' : ''} may not ${doing} in ${repository} (${message}).`,
      input === 'agent-token'
        ? `Give the one that is handed in as \`agent-token\` \`${permission}\`, or hand in another.`
        : `Add \`${permission}\` to the workflow's \`permissions:\` block, or give the token that permission.`,
    );
  }
  return null;
}

function repositoryMissing(repository: string): UserError {
  return new UserError(
    `There is no repository ${repository}, or the token cannot see it.`,
    'Check the name, and that the token was made for this repository (`contents: read` at least).',
  );
}

function limitError(failure: Extract<Failure, { kind: 'limited' }>): UserError {
  if (failure.limit === 'primary') {
    const until = failure.resetAt === null ? 'within the hour' : `at ${failure.resetAt}`;
    return new UserError(
      "GitHub's rate limit of this token is used up.",
      `Nothing to change for once: it resets ${until}. If it happens often, run Steward less often or hand in a token of its own.`,
    );
  }
  const wait = failure.wait === null ? 'a few minutes' : `${Math.ceil(failure.wait / 1000)} seconds`;
  return new UserError(
    'GitHub asks for a pause: too many requests in a short time.',
    `Nothing to change for once: it lifts in ${wait}. If it happens often, let fewer workflows write at the same time.`,
  );
}

function defect(failure: Failure, attempt: Attempt): Error {
  const message =
    failure.kind === 'partial' ? failure.faults.map((fault) => fault.message).join('; ') : failure.message;
  return new Error(`could not ${attempt.doing} in ${attempt.repository}: ${message}`);
}
