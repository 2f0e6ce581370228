/** A failing run is red; a green run without a warning had every write answered well. */
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import type { RunRecord } from '../run.ts';
import type { Invariant } from './invariant.ts';

export function honesty(): Invariant {
  return {
    name: 'a green run hides nothing',
    check: ({ runs }) => runs.flatMap(faultsOfRun),
  };
}

function faultsOfRun({ ending, report, requests, number }: RunRecord): string[] {
  if (ending === null) return [];
  const faults: string[] = [];
  if (report === null && !ending.failed) faults.push(`run ${number} is green and reports nothing`);
  if ((report?.failures.length ?? 0) > 0 && !ending.failed) faults.push(`run ${number} is green and reports failures`);
  if (ending.failed && ending.errors.join('').trim() === '') faults.push(`run ${number} is red and says no word`);
  if (/This is a fault of Steward/.test(ending.errors.join('\n'))) {
    faults.push(`run ${number} ended by a defect: ${ending.errors.join(' ').slice(0, 1200)}`);
  }
  if (!ending.failed && ending.warnings.length === 0) {
    const lost = requests.filter((request) => request.write && isLost(request, requests));
    faults.push(...lost.map((request) => `run ${number} is green without a word, but ${told(request)}`));
  }
  return faults;
}

/**
 * A commit that found the branch moved, or went unanswered, is sent again, and so is done in the end; what was opened or
 * said without an answer is looked for in the list of issues, or of comments.
 */
function isLost(request: RequestRecord, requests: readonly RequestRecord[]): boolean {
  if (isDone(request)) return false;
  const isListed = (operation: string): boolean =>
    requests.some((later) => later.n > request.n && later.operation === operation && isDone(later));
  if (request.mutations.includes('createIssue') && isListed('Listing')) return false;
  if (request.mutations.includes('addComment') && isListed('Comments')) return false;
  const isCommit = request.mutations.includes('createCommitOnBranch') || request.path.includes('/git/');
  return !isCommit || !requests.some((later) => later.n > request.n && isRecord(later));
}

/** Reading the branch anew: how a commit in doubt is made sure of. */
const isRecord = ({ operation, mutations }: RequestRecord): boolean =>
  mutations.includes('createCommitOnBranch') || operation === 'LedgerBranch' || operation === 'LedgerMessages';

function isDone({ status, responseBody, fault }: RequestRecord): boolean {
  if (status === null || status >= 400 || /reset|hang|cut|refuse/.test(fault ?? '')) return status === 422;
  if (responseBody === null) return true;
  try {
    const body = JSON.parse(responseBody) as { data?: object | null; errors?: unknown[] } | null;
    if (body?.errors === undefined) return true;
    const payloads = Object.values(body.data ?? {});
    return payloads.length > 0 && payloads.every(showsMade);
  } catch {
    return true;
  }
}

/** An answer with holes still shows by an id what its mutation made: then it was done, and something else may not be read. */
const showsMade = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (typeof (value as { id?: unknown }).id === 'string' || Object.values(value).some(showsMade));

const told = ({ n, operation, path, status, fault }: RequestRecord): string =>
  `request ${n} (${operation ?? path}) was answered ${status ?? 'by nothing'}${fault === null ? '' : ` [${fault}]`}`;
