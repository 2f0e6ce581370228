/** Finds bug reports that nobody has taken up: who wrote one with care and hears nothing does not write another. */
import type { Rule } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import type { OpenIssue, Remote } from '../../domain/remote.ts';
import { daysBetween } from '../../domain/time.ts';
import { isBugReport } from '../bug-report.ts';
import { citePage } from './page.ts';

const WAIT = 7;
/** As many answers as are read; whether a later one is a maintainer's is not known. */
const ANSWERS = 10;
const MAINTAINERS = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

const isBot = (account: string): boolean => account.endsWith('[bot]');

function isUntouched({ labels, assignees, answers, pulls, association, author }: OpenIssue): boolean {
  if (labels.length + assignees + pulls.length > 0 || answers.length >= ANSWERS) return false;
  // What maintainers write down is known to them.
  if (MAINTAINERS.has(association) || isBot(author)) return false;
  return !answers.some((answer) => MAINTAINERS.has(answer.association));
}

const age = ({ createdAt }: OpenIssue, { at }: Remote): number => daysBetween(createdAt, at);

export const untriagedBugReport: Rule = {
  name: 'untriaged-bug-report',
  words: 'Bug reports with substance that have no label, assignee or answer of a maintainer after a week',
  type: 'bug-fix',
  category: 'development',
  weight: 0.65,
  needs: ['issues'],
  find: ({ remote }) =>
    (remote.issues ?? [])
      .filter((issue) => age(issue, remote) >= WAIT && isUntouched(issue) && isBugReport(issue))
      .map((issue) => {
        const { number, url, title, answers } = issue;
        const others = new Set(answers.map(({ author }) => author).filter((author) => author !== issue.author));
        return citePage(
          { rule: 'untriaged-bug-report', shown: `#${number}`, url, excerpt: title },
          {
            cause: `#${number}`,
            // Others who join in say that it happens elsewhere too.
            weight: 0.5 + Math.min(0.4, others.size * 0.1),
            facts: { number, days: age(issue, remote), others: others.size },
          },
        );
      }),
  reason: ({ facts }) => `a person reported it ${counted(Number(facts.days), 'day')} ago`,
};
