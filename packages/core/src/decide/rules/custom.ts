/** Runs the owner's own rules: each asks one question of the tree, and its answers are one piece of work. */
import {
  type Condition,
  type CustomRule,
  type CustomSettings,
  compileCustom,
  holds,
} from '../../domain/custom-rule.ts';
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { TASK_TYPES } from '../../domain/task.ts';
import { lacksKey } from '../manifest.ts';
import { firstLine, type Telling, tellingLine } from '../telling.ts';
import { cite, shorten } from './citation.ts';

/** Of one rule: what is beyond is the same work, and the task says to look for it. */
const MOST_FINDINGS = 20;

type Place = Telling & { facts?: Finding['facts'] };
type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

function linesWith(project: Project, { pieces, files }: Of<'pattern'>): Place[] {
  const read = project.files.filter(({ path, role }) =>
    files.length === 0 ? role === 'source' : files.some((pattern) => pattern.test(path)),
  );
  const places: Place[] = [];
  for (const file of read) {
    if (places.length >= MOST_FINDINGS) break;
    for (const [index, text] of file.text.split('\n').entries())
      if (text.trim() !== '' && holds(text, pieces)) places.push({ file, line: index + 1 });
  }
  return places;
}

/** Of a file that is read, its first line; of one that is not, the line that stands for the project. */
function filesAt(project: Project, { path }: Of<'exists'>): Place[] {
  const fallback = tellingLine(project);
  return project.paths
    .filter((one) => path.test(one))
    .slice(0, MOST_FINDINGS)
    .flatMap((one): Place[] => {
      const place = firstLine(project.files.find((file) => file.path === one)) ?? fallback;
      return place === null ? [] : [{ ...place, facts: { path: one } }];
    });
}

function nothingAt(project: Project, { path }: Of<'missing'>): Place[] {
  const place = project.paths.some((one) => path.test(one)) ? null : tellingLine(project);
  return place === null ? [] : [place];
}

function manifestsWithout(project: Project, { path, key }: Of<'lacks'>): Place[] {
  const lacking = (file: SourceFile): boolean => path.test(file.path) && lacksKey(file, key);
  return project.files.filter(lacking).flatMap((file): Place[] => {
    const place = firstLine(file);
    const name = file.text.split('\n').findIndex((text) => /^\s*"?name"?\s*[:=]/.test(text)) + 1;
    return place === null ? [] : [name === 0 ? place : { file, line: name }];
  });
}

const FINDERS: { [K in Condition['kind']]: (project: Project, condition: Of<K>) => Place[] } = {
  pattern: linesWith,
  exists: filesAt,
  missing: nothingAt,
  lacks: manifestsWithout,
};

const placesOf = <K extends Condition['kind']>(project: Project, condition: Of<K>): Place[] =>
  (FINDERS[condition.kind as K] as (project: Project, condition: Of<K>) => Place[])(project, condition);

function findOf({ name, condition, settings }: CustomRule, project: Project): Finding[] {
  const { title, suggestion, type, priority, label, weight } = settings;
  const asked = {
    kind: condition.kind,
    pattern: condition.pattern,
    ...(condition.kind === 'lacks' && { key: condition.key }),
  };
  const said = { ruleWeight: weight, ...(priority && { priority }), ...(label && { labels: [label] }) };
  return placesOf(project, condition)
    .slice(0, MOST_FINDINGS)
    .map(({ file, line, facts = {} }) => ({
      ...cite(
        { rule: 'custom', file, line },
        {
          cause: name,
          identity: `${name}\n${facts.path ?? file.text.split('\n')[line - 1]}`,
          weight: 0.7,
          facts: {
            name,
            title: shorten(title),
            type,
            ...(suggestion && { suggestion: shorten(suggestion, 400) }),
            ...asked,
            ...facts,
          },
        },
      ),
      said,
    }));
}

/** The rule that runs these; without any it finds nothing. */
export const customRule = (settings: readonly CustomSettings[]): Rule => ({
  name: 'custom',
  words: 'What your own rules say, under `rules.custom`',
  type: 'refactor',
  category: 'maintenance',
  weight: 0.5,
  find: (project) =>
    settings.flatMap((one) => {
      const rule = compileCustom(one);
      return rule === null ? [] : findOf(rule, project);
    }),
  typeOf: ({ facts }) => TASK_TYPES.find((type) => type === facts.type) ?? 'refactor',
  reason: ({ facts }) => `your rule ${facts.name} asks for it`,
});

export const custom = customRule([]);
