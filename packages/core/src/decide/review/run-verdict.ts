/** From what check runs ended with to a ruling: all that ran passed, one failed, or it is not known yet. */
import { counted } from '../../domain/markdown.ts';
import type { PullCheck } from '../../domain/pull-request.ts';
import type { Citation } from '../../domain/verdict.ts';
import { type CheckState, citeCheck, stateOf } from './checks.ts';
import type { Verdict } from './criteria.ts';

const MOST_CITED = 3;

export interface Ran {
  /** What is said of it: `` `test` `` or `` `pytest` in `test` ``, as Markdown. */
  what: string;
  state: CheckState;
  checks: readonly PullCheck[];
  /** Where there is no single check run to open. */
  evidence: Citation[];
}

export const unknown = (reason: string, more: Partial<Verdict> = {}): Verdict => ({
  ...{ ruling: 'unknown', reason, evidence: [] },
  ...more,
});

export function verdictOfRun({ what, state, checks, evidence }: Ran): Verdict {
  const of = (wanted: CheckState) => checks.filter((check) => stateOf(check) === wanted);
  const cited = (wanted: CheckState): Citation[] =>
    of(wanted).length > 0 ? of(wanted).slice(0, MOST_CITED).map(citeCheck) : evidence;
  switch (state) {
    case 'passed': {
      const ran =
        checks.length === 0 ? 'the run succeeded' : `${of('passed').length} of ${counted(checks.length, 'job')}`;
      return { ruling: 'met', reason: `${what}: ${ran}`, evidence: evidence.length > 0 ? evidence : cited('passed') };
    }
    case 'failed':
      return { ruling: 'not-met', reason: `${what} failed`, evidence: cited('failed'), hint: `make ${what} succeed` };
    case 'approval':
      return unknown(`${what} waits for approval`, { evidence, waits: true });
    case 'running':
      return unknown(`${what} is still running`, { evidence: cited('running'), waits: true });
    case 'skipped':
      return unknown(`${what} was skipped`, { evidence: cited('skipped') });
    case 'unknown':
      return unknown(`how ${what} ended is not known`, { evidence });
  }
}
