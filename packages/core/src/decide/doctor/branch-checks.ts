/** The state branch: whether it may be written, whether anything is published from it, and whether it can be believed. */
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';

/** The facts of a memory that is on a branch. */
type OnBranch = SetUp & { stateBranch: string };

const isOnBranch = (facts: SetUp): facts is OnBranch => facts.stateBranch !== null;

export const branchFindings = (facts: SetUp): Finding[] => [
  ...(isOnBranch(facts) ? [...ruleFindings(facts), ...publishedFindings(facts)] : []),
  ...memoryFindings(facts),
];

/** Rules that a commit of Steward's own cannot keep; it is signed, linear and never forced, so the others may stand. */
const REFUSING: Readonly<Record<string, string>> = {
  update: 'restricts updates',
  pull_request: 'asks for pull requests',
  required_status_checks: 'asks for checks',
  required_deployments: 'asks for deployments',
  merge_queue: 'asks for the merge queue',
  workflows: 'asks for workflows',
  code_scanning: 'asks for code scanning',
  commit_message_pattern: 'asks for a form of commit messages',
  commit_author_email_pattern: "asks for authors' addresses",
  committer_email_pattern: "asks for committers' addresses",
  branch_name_pattern: 'asks for a form of branch names',
  file_path_restriction: 'restricts paths',
  file_extension_restriction: 'restricts kinds of files',
};

function ruleFindings({ branchRules, protected: shielded, memory, stateBranch, home }: OnBranch): Finding[] {
  const rules = known(branchRules) ?? [];
  const words = rules.flatMap((rule) => REFUSING[rule] ?? []);
  if (rules.includes('creation') && memory.kind === 'absent') words.unshift('restricts creation');
  const found: Finding[] = [];
  if (words.length > 0) {
    found.push({
      ...{ id: 'state-branch-rules', level: 'error', what: `A ruleset ${words.join(', ')} on \`${stateBranch}\`.` },
      why: "Steward's memory cannot be written, and without memory nothing is done",
      remedy: `Exclude \`${stateBranch}\` from that ruleset, or let the token's App bypass it.`,
      link: `${home}/rules?ref=${encodeURIComponent(`refs/heads/${stateBranch}`)}`,
    });
  }
  if (known(shielded) === true && words.length === 0) {
    found.push({
      ...{ id: 'state-branch-protected', level: 'warning', what: `\`${stateBranch}\` is a protected branch.` },
      why: 'protection that asks for reviews or checks keeps memory from being written',
      remedy: `Take \`${stateBranch}\` out of the pattern of the protection rule.`,
      link: `${home}/settings/branches`,
    });
  }
  return found;
}

function publishedFindings({ deployed, pagesBranch, stateBranch, home }: OnBranch): Finding[] {
  const places = known(deployed) ?? [];
  const found: Finding[] = [];
  if (known(pagesBranch) === stateBranch) {
    found.push({
      ...{ id: 'state-branch-pages', level: 'error', what: `GitHub Pages publishes \`${stateBranch}\`.` },
      why: 'everybody can read what Steward remembers',
      remedy: 'Choose another branch for Pages.',
      link: `${home}/settings/pages`,
    });
  }
  if (places.length > 0) {
    found.push({
      ...{ id: 'state-branch-deployed', level: 'warning' },
      what: `\`${stateBranch}\` is deployed to ${places
        .slice(0, 5)
        .map((name) => `\`${name}\``)
        .join(', ')}.`,
      why: 'each tick would build a preview of nothing, and somebody pays for it',
      remedy: `Tell the service to leave out \`${stateBranch}\`, as its setting for ignored branches.`,
      link: `${home}/deployments`,
    });
  }
  return found;
}

const MEMORY = {
  damaged: {
    id: 'state-unreadable',
    level: 'warning',
    why: 'Steward does nothing until it is rebuilt from its issues',
    remedy: 'Let the next runs rebuild it, and find out who or what wrote to the branch.',
  },
  forged: {
    id: 'state-forged',
    level: 'error',
    why: 'Steward stops rather than obey what it did not write itself',
    remedy:
      'Look at the last commits of the branch, and put it back to the last one by Steward, or delete it to have it rebuilt.',
  },
  newer: {
    id: 'state-newer',
    level: 'error',
    why: 'this version does not understand it, and stops',
    remedy: 'Take the newer version of Steward again.',
  },
} satisfies Record<string, Omit<Finding, 'what' | 'link'>>;

function memoryFindings({ memory, stateBranch, home }: SetUp): Finding[] {
  if (memory.kind === 'absent' || memory.kind === 'unseen') return [];
  if (memory.kind !== 'sound') {
    const link = `${home}/commits/${stateBranch}`;
    return [{ ...MEMORY[memory.kind], what: `\`${stateBranch}\` cannot be believed: ${memory.reason}.`, link }];
  }
  const { dashboard } = memory.state;
  if (dashboard === null || dashboard.open) return [];
  return [
    {
      ...{ id: 'dashboard-closed', level: 'warning', what: `The dashboard (#${dashboard.number}) is closed.` },
      why: 'nothing is shown any more, and nobody can tick anything',
      remedy: 'Reopen it.',
      link: `${home}/issues/${dashboard.number}`,
    },
  ];
}
