/** Runs the owner's own rules: each asks one question of the tree, and its answers are one piece of work. */
import {
  type Condition,
  type CustomRule,
  type CustomSettings,
  compileCustom,
  customType,
  holds,
} from '../../domain/custom-rule.ts';
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { TASK_TYPES } from '../../domain/task.ts';
import { lacksKey } from '../manifest.ts';
import { firstLine, type Telling } from '../telling.ts';
import { cite, shorten } from './citation.ts';
import { citePage, pageOf } from './page.ts';

/** Of one rule: what is beyond is the same work, and the task says to look for it. */
const MOST_FINDINGS = 20;

/** A line; or a path without one, which is not there or not read. */
type Place = (Telling | { path: string }) & { facts?: Finding['facts'] };
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

const filesAt = (project: Project, { path }: Of<'exists'>): Place[] =>
  project.paths
    .filter((one) => path.test(one))
    .slice(0, MOST_FINDINGS)
    .map((one) => {
      const line = firstLine(project.files.find((file) => file.path === one));
      return { ...(line ?? { path: one }), facts: { path: one } };
    });

const nothingAt = ({ paths }: Project, { path, pattern }: Of<'missing'>): Place[] =>
  paths.some((one) => path.test(one)) ? [] : [{ path: pattern }];

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
  const { title, suggestion, priority, label, weight } = settings;
  const asked = {
    name,
    title: shorten(title),
    type: customType(settings),
    ...(suggestion && { suggestion: shorten(suggestion, 400) }),
    kind: condition.kind,
    pattern: condition.pattern,
    ...(condition.kind === 'lacks' && { key: condition.key }),
  };
  const said = { ruleWeight: weight, ...(priority && { priority }), ...(label && { labels: [label] }) };
  const judged = (identity: string, facts: Finding['facts'] = {}) => ({
    cause: name,
    identity: `${name}\n${identity}`,
    weight: 0.7,
    facts: { ...asked, ...facts },
  });
  const found = (place: Place): Finding => {
    if ('path' in place)
      return citePage({ rule: 'custom', ...pageOf(project, place.path) }, judged(place.path, place.facts));
    const { file, line, facts } = place;
    return cite({ rule: 'custom', file, line }, judged(`${facts?.path ?? file.text.split('\n')[line - 1]}`, facts));
  };
  return placesOf(project, condition)
    .slice(0, MOST_FINDINGS)
    .map((place) => ({ ...found(place), said }));
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
