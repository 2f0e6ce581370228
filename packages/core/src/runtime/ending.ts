/** How a run ends, as data: what goes to the runner's log, files and exit code, whoever carries it there. */
import { UserError, UserErrors } from '../domain/failure.ts';
import { workflowSafe } from '../domain/log-text.ts';
import type { TickReport } from '../domain/tick.ts';

/** What a flow gives back; it sets nothing itself. */
export interface Result {
  outputs: Record<string, string>;
  summary: string;
  /** Of an action that is no tick, only these two. */
  report: Pick<TickReport, 'warnings' | 'failures'> & Partial<TickReport>;
  page?: string;
}

export interface Ending {
  /** Red: exit code 1. */
  failed: boolean;
  /** Texts of annotations; none can be taken for a workflow command. */
  errors: string[];
  warnings: string[];
  outputs: Record<string, string>;
  summary: string;
  page?: string;
}

export function endingOf({ outputs, summary, report, page }: Result): Ending {
  return {
    failed: report.failures.length > 0,
    errors: report.failures.length > 0 ? [workflowSafe(report.failures.join('\n'))] : [],
    warnings: report.warnings.map(workflowSafe),
    outputs,
    summary,
    ...(page !== undefined && { page }),
  };
}

/** Whatever is thrown becomes one message: with its remedy where somebody can mend it, with its stack where it is a defect. */
export function endingOfError(error: unknown): Ending {
  return { failed: true, errors: [workflowSafe(wordsOf(error))], warnings: [], outputs: {}, summary: '' };
}

function wordsOf(thrown: unknown): string {
  const error = diskError(thrown) ?? thrown;
  if (error instanceof UserErrors) return error.message;
  if (error instanceof UserError) return `${error.message}\n${error.remedy}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a fault of Steward, not of your repository. Please report it.\n${stack}`;
}

const DISK: Record<string, string> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  EROFS: 'its disk is read-only',
};

/** A runner without room is its owner's to mend, wherever it was noticed: git says it in words, Node by a code. */
function diskError(error: unknown): UserError | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = (cause as NodeJS.ErrnoException).code ?? (/No space left on device/i.test(cause.message) && 'ENOSPC');
    const what = code ? DISK[code] : undefined;
    if (what) {
      return new UserError(
        `The runner cannot keep files: ${what}.`,
        'Give it room (remove what earlier steps left, or take a larger runner). The next run goes on from here.',
        { cause: error },
      );
    }
  }
  return null;
}
