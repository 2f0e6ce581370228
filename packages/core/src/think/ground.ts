/** What all questions of one run share: the repository in names and numbers, its goals and its customs. */
import { isShownTo } from '../domain/egress.ts';
import type { EgressSettings } from '../domain/egress-settings.ts';
import type { Project } from '../domain/evidence.ts';
import { goalsIn } from '../domain/goals.ts';
import { counted } from '../domain/markdown.ts';
import type { PromptPart } from '../domain/prompt.ts';
import { GOALS_PATH } from '../domain/snapshot.ts';
import type { LanguageTools, Tooling } from '../domain/tooling.ts';

/** What gives way first when the shared half is too long: customs, then the tree, then the goals; names and commands stay. */
const GIVES = { customs: 3, tree: 2, goals: 1, facts: 0 };
export const SHARED_LIMIT = 6_000;
const MOST_FOLDERS = 150;
const MOST_CUSTOMS = 60;

export interface Ground {
  /** `owner/name` */
  repository: string;
  branch: string;
  project: Pick<Project, 'paths' | 'files'>;
  tooling: Tooling;
  egress: EgressSettings;
}

/** The same pieces in the same order for every question of a run. */
export const sharedParts = (ground: Ground): PromptPart[] => [
  facts(ground),
  ...goals(ground),
  tree(ground),
  ...customs(ground),
];

function facts({ repository, branch, project, tooling, egress }: Ground): PromptPart {
  const isShown = isShownTo(egress);
  const { changelog } = tooling;
  const languages = Map.groupBy(
    project.files.filter(({ language }) => language !== null),
    ({ language }) => language,
  );
  const used = [...languages].sort((a, b) => b[1].length - a[1].length).slice(0, 8);
  const text = [
    `repository: ${repository}`,
    `branch: ${branch}`,
    `languages: ${used.map(([name, files]) => `${name} (${counted(files.length, 'file')})`).join(', ') || 'unknown'}`,
    'commands:',
    ...commandsOf(tooling, isShown).map((run) => `- ${run}`),
    'workflows of CI:',
    ...tooling.workflows
      .filter(({ path }) => isShown(path))
      .map(({ name, runsTests }) => `- ${name}${runsTests ? ' (runs the tests)' : ''}`),
    `changelog: ${changelog !== null && isShown(changelog) ? changelog : 'none'}`,
  ].join('\n');
  return {
    ...{ id: 'facts', heading: 'The repository, its commands and its workflows', text, what: 'facts' },
    ...{ kind: 'metadata', paths: [], gives: GIVES.facts, most: 1_500 },
  };
}

/** Every command that the project shows: the only ones that a criterion may name. `isShown`: by the file that says it. */
export const commandsOf = ({ tools }: Tooling, isShown: (path: string) => boolean = () => true): string[] => [
  ...new Set(
    Object.values(tools).flatMap(({ packages = {}, ...root }) =>
      [root, ...Object.values(packages)].flatMap((one: LanguageTools) => {
        const { testOne: _, ...commands } = one;
        return Object.values(commands).flatMap(({ run, from }) => (isShown(from) ? [run] : []));
      }),
    ),
  ),
];

function goals({ project }: Ground): PromptPart[] {
  const text = project.files.find(({ path }) => path === GOALS_PATH)?.text;
  const found = text === undefined ? [] : goalsIn(text);
  if (found.length === 0) return [];
  const lines = found.map(({ text: said, why }, at) => `${at + 1}. ${said}${why === '' ? '' : `: ${why}`}`);
  return [
    {
      ...{ id: 'goals', heading: 'Goals of the owner, the first matters most', text: lines.join('\n'), what: 'goals' },
      ...{ kind: 'excerpts', paths: [GOALS_PATH], gives: GIVES.goals, most: 1_200 },
    },
  ];
}

/** Folders with how many files lie in them, down to three levels: the fewest words that show how it is laid out. */
function tree({ project: { paths }, egress }: Ground): PromptPart {
  const folders = new Map<string, number>();
  for (const path of paths.filter(isShownTo(egress))) {
    const parts = path.split('/').slice(0, -1).slice(0, 3);
    const folder = parts.length === 0 ? './' : `${parts.join('/')}/`;
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const all = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = all.slice(0, MOST_FOLDERS).map(([folder, count]) => `${folder} ${count}`);
  const rest = all.length - shown.length;
  return {
    ...{ id: 'tree', heading: 'Folders, with the number of files in each', what: 'folders', kind: 'metadata' },
    ...{ text: [...shown, ...(rest > 0 ? [`and ${rest} more folders`] : [])].join('\n') },
    ...{ paths: [], gives: GIVES.tree, most: 1_500 },
  };
}

const CONTRIBUTING = /^(?:\.github\/|docs\/)?CONTRIBUTING(?:\.(?:md|rst|txt|adoc))?$/i;

/** The beginning of what the project tells those who contribute. */
function customs({ project: { files } }: Ground): PromptPart[] {
  const file = files.find(({ path }) => CONTRIBUTING.test(path));
  if (file === undefined) return [];
  const lines = file.text.split('\n').slice(0, MOST_CUSTOMS);
  return [
    {
      ...{ id: 'customs', heading: 'What the project tells those who contribute', text: lines.join('\n') },
      ...{ prose: true, what: 'lines', kind: 'excerpts', paths: [file.path], lines: [1, lines.length] },
      ...{ gives: GIVES.customs, most: 1_500 },
    },
  ];
}
