/** What of the repository stands in the way: archived, without issues, pins that are taken, labels, owners, the pause. */
import { ownerLabels } from '../../domain/config-rules.ts';
import { ownLabels } from '../../domain/labels.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';

export const repositoryFindings = (facts: SetUp): Finding[] => [
  ...switchFindings(facts),
  ...pinFindings(facts),
  ...labelFindings(facts),
  ...ownerFindings(facts),
  ...pauseFindings(facts),
];

function switchFindings({ archived, hasIssues, repository, home }: SetUp): Finding[] {
  return [
    ...(archived
      ? [
          {
            ...{ id: 'archived', level: 'error' as const, what: `${repository} is archived.` },
            why: 'nothing can be written to it',
            remedy: 'Unarchive it, or remove Steward from it.',
            link: `${home}/settings`,
          },
        ]
      : []),
    ...(hasIssues
      ? []
      : [
          {
            ...{ id: 'issues-off', level: 'error' as const, what: `${repository} has its issues switched off.` },
            why: 'Steward keeps its dashboard and its work there',
            remedy: 'Switch them on in the settings, under Features.',
            link: `${home}/settings`,
          },
        ]),
  ];
}

const MOST_PINS = 3;

function pinFindings({ pinned, memory, home }: SetUp): Finding[] {
  const dashboard = memory.kind === 'sound' ? memory.state.dashboard?.number : undefined;
  // Where memory cannot be seen, one of them may well be the dashboard.
  if (pinned.length < MOST_PINS || memory.kind === 'unseen' || (dashboard !== undefined && pinned.includes(dashboard)))
    return [];
  return [
    {
      ...{ id: 'pins-taken', level: 'warning', what: 'Three issues are pinned already, and GitHub allows no more.' },
      why: 'the dashboard cannot be pinned, and is harder to find',
      remedy: `Unpin one of ${pinned.map((number) => `#${number}`).join(', ')}.`,
      link: `${home}/issues`,
    },
  ];
}

function labelFindings({ labels, config, home }: SetUp): Finding[] {
  const there = known(labels);
  if (there === null || config === null) return [];
  const mapped = Object.values(config.labels.map).filter((name) => name !== undefined);
  const named = [...new Set([...mapped, ...ownerLabels(config)])];
  const has = new Set(there.map((name) => name.toLowerCase()));
  const missing = named.filter((name) => !has.has(name.toLowerCase()));
  const used = [...new Set([...ownLabels(config.labels), config.labels.next, config.labels.ignore, ...named])];
  const alike = used.flatMap((name) => {
    const other = there.find((one) => one !== name && one.toLowerCase() === name.toLowerCase());
    return other === undefined ? [] : [{ name, other }];
  });
  const link = `${home}/labels`;
  return [
    ...missing.map(
      (name): Finding => ({
        ...{
          id: 'label-missing',
          level: 'warning',
          what: `The configuration names the label \`${name}\`, and there is none.`,
        },
        why: 'it is most likely misspelt, and a new one would be made beside yours',
        remedy: `Create \`${name}\`, or write the name of the label you have.`,
        link,
      }),
    ),
    ...alike.map(
      ({ name, other }): Finding => ({
        ...{ id: 'label-case', level: 'warning', what: `The label \`${name}\` is called \`${other}\` here.` },
        why: 'GitHub takes them for one, and Steward looks for the exact name',
        remedy: `Rename it to \`${name}\`, or write \`${other}\` under \`labels\`.`,
        link,
      }),
    ),
  ];
}

function ownerFindings({ ownersFaults, home, branch }: SetUp): Finding[] {
  const strangers = known(ownersFaults) ?? [];
  if (strangers.length === 0) return [];
  return [
    {
      ...{ id: 'codeowner-unknown', level: 'warning' },
      what: `CODEOWNERS names who is not there or may not write: ${strangers.slice(0, 5).join(', ')}.`,
      why: 'work that only a person can finish would be left to nobody',
      remedy: 'Correct the names, or give those accounts write access.',
      link: `${home}/blob/${branch ?? 'HEAD'}/.github/CODEOWNERS`,
    },
  ];
}

function pauseFindings({ pausedBy, memory, home }: SetUp): Finding[] {
  const isPaused = known(pausedBy)?.trim() === 'true';
  const byPerson = memory.kind === 'sound' && memory.state.paused;
  return [
    ...(isPaused
      ? [
          {
            ...{ id: 'paused-by-variable', level: 'warning' as const, what: 'The variable STEWARD_PAUSED is set.' },
            why: 'no job of Steward starts',
            remedy: 'Delete the variable when Steward is to go on.',
            link: `${home}/settings/variables/actions`,
          },
        ]
      : []),
    ...(byPerson
      ? [
          {
            ...{ id: 'paused', level: 'hint' as const, what: 'Steward is paused.' },
            why: 'somebody ticked or ordered it, and nothing is done until it is resumed',
            remedy: 'Tick "Resume" on the dashboard, or run `steward resume`.',
            link: `${home}/issues`,
          },
        ]
      : []),
  ];
}
