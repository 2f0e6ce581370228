/** The configuration, the token at hand, and the machine: what doctor itself was handed. */
import { DEFAULTS_FILE } from '../../domain/inheritance.ts';
import type { Finding, SetUp } from '../../domain/set-up.ts';
import { known } from '../../domain/set-up.ts';

export const meansFindings = (facts: SetUp): Finding[] => [
  ...configFindings(facts),
  ...tokenFindings(facts),
  ...machineFindings(facts),
];

/** Names that people give the file, and that nobody reads. */
const MISNAMED = /^steward(?:\.ya?ml|[-_]?config\.ya?ml|\.json|rc)$/i;

function configFindings(facts: SetUp): Finding[] {
  const { configPath, configFaults, home, branch } = facts;
  const name = configPath.replace(/^\.github\//, '');
  const stray = (known(facts.files) ?? []).filter((file) => file !== name && MISNAMED.test(file));
  return [
    ...configFaults.map(
      ({ file, fault, remedy }): Finding => ({
        ...{ id: 'config-invalid', level: 'error', what: `${file}: ${fault}.` },
        why: 'every run ends red before it begins',
        remedy: sentence(remedy),
        link:
          file === configPath ? `${home}/blob/${branch ?? 'HEAD'}/${configPath}` : home.replace(/[^/]+$/, '.github'),
      }),
    ),
    ...defaultsFinding(facts),
    ...stray.map(
      (file): Finding => ({
        ...{ id: 'config-misnamed', level: 'warning', what: `.github/${file} is not read.` },
        why: `the configuration is ${configPath}, and what stands elsewhere has no effect`,
        remedy: `Rename it to ${configPath}, or delete it.`,
        link: `${home}/tree/${branch ?? 'HEAD'}/.github`,
      }),
    ),
  ];
}

function defaultsFinding({ defaults, configPath, home, branch }: SetUp): Finding[] {
  if (defaults === null || defaults.kind === 'unknown' || defaults.value !== null) return [];
  return [
    {
      ...{ id: 'defaults-missing', level: 'warning' },
      what: `${configPath} says \`inherit: true\`, and ${DEFAULTS_FILE} of the owner's repository .github cannot be seen.`,
      why: 'it counts as empty, and nothing is inherited',
      remedy: 'Write that file, let the token see the repository, or remove `inherit`.',
      link: `${home}/blob/${branch ?? 'HEAD'}/${configPath}`,
    },
  ];
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

function tokenFindings({ token, role, private: isPrivate, home }: SetUp): Finding[] {
  if (token === null) return [];
  const link = home.replace(/\/[^/]+\/[^/]+$/, '/settings/tokens');
  const wanted = isPrivate ? ['repo'] : ['repo', 'public_repo'];
  const found: Finding[] = [];
  if (token.scopes !== null && !wanted.some((scope) => token.scopes?.includes(scope))) {
    found.push({
      ...{ id: 'token-scopes', level: 'error', what: `The token at hand lacks the scope \`${wanted.at(-1)}\`.`, link },
      why: 'with it the command line can change nothing here',
      remedy: `Give it the scope \`${wanted.at(-1)}\`, or hand in another as GITHUB_TOKEN.`,
    });
  }
  if (known(role) === 'read') {
    found.push({
      ...{ id: 'token-role', level: 'warning', what: `${token.login} may only read this repository.` },
      why: 'orders to Steward count from people with write access',
      remedy: 'Ask for write access, or let somebody who has it run this.',
      link: `${home}/settings/access`,
    });
  }
  return found;
}

const LEAST_NODE = 24;

function machineFindings({ machine, home }: SetUp): Finding[] {
  if (machine === null) return [];
  const found: Finding[] = [];
  if (Number(machine.node.split('.')[0]) < LEAST_NODE) {
    found.push({
      ...{ id: 'node-old', level: 'warning', what: `This is Node ${machine.node}.` },
      why: 'Steward is built for Node 24 and tested on nothing older',
      remedy: 'Install Node 24 or newer.',
      link: home,
    });
  }
  if (machine.event === 'pull_request_target') {
    found.push({
      ...{ id: 'workflow-untrusted-event', level: 'error', what: 'This run was started by `pull_request_target`.' },
      why: 'anybody could start it with its token that writes, on code of their own',
      remedy: 'Remove `pull_request_target` from the workflow: the schedule sees pull requests soon enough.',
      link: `${home}/actions`,
    });
  }
  const { vendored, version } = machine;
  if (vendored !== null && vendored !== version) {
    const older = compare(vendored, version) < 0;
    found.push({
      ...{ id: older ? 'vendored-old' : 'vendored-newer', level: older ? 'warning' : 'hint' },
      what: `.github/steward holds version ${vendored}, and this is ${version}.`,
      why: older ? 'what was mended since is not in it' : 'what this says may not hold for the newer one',
      remedy: older ? 'Run `steward init --upgrade`.' : 'Run the newer version of this command.',
      link: `${home}/tree/HEAD/.github/steward`,
    });
  }
  return found;
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
