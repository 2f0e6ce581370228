/** `steward init`: writes the workflow and an example configuration into a repository, and nothing else. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '@steward/core/domain/config.ts';
import { type Checkout, findCheckout, isIgnored, remoteOf } from '../checkout.ts';
import { WrongUse } from '../failure.ts';
import { completed } from '../init/answers.ts';
import type { Cadence } from '../init/cadence.ts';
import { exampleConfiguration } from '../init/configuration-example.ts';
import { COPY, copyOf, type Files, inTheWay, isSame, outdatedBy } from '../init/copy.ts';
import { findHome } from '../init/home.ts';
import { stopped } from '../init/questions.ts';
import { recordLine, withRecord } from '../init/record.ts';
import { chosenSource, type SourceOptions } from '../init/source.ts';
import { type Answers, filled, newestOf, readTemplates, templateFor } from '../init/template.ts';
import { upgraded } from '../init/upgrade.ts';
import { type Change, refuseLinks, writeAll } from '../init/writing.ts';
import { initLines, type Told, upgradeLines } from '../init-lines.ts';
import { print } from '../looking.ts';
import { resolveFrom, shownPath } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';

export interface InitOptions extends SourceOptions {
  mode?: Mode;
  cadence?: Cadence;
  upgrade: boolean;
  yes: boolean;
  json?: boolean;
}

const WORKFLOW = '.github/workflows/steward.yml';
const OTHER_NAME = '.github/workflows/steward.yaml';
const CONFIG = '.github/steward.yml';

/** `home`: where Steward itself lies, with its templates. */
export async function initRepository(
  path: string | undefined,
  options: InitOptions,
  around: Surroundings,
  home: string = findHome(),
): Promise<number> {
  const source = chosenSource(options);
  const given: Partial<Answers> = {
    ...(source !== null && { source }),
    ...(options.mode && { mode: options.mode }),
    ...(options.cadence && { cadence: options.cadence }),
  };
  const checkout = await findCheckout(resolveFrom(around.place, path ?? '.'), path !== undefined, '');
  if (checkout.isBare)
    throw new WrongUse(`${checkout.path} is a bare repository, without files.`, 'Give a checkout of it.');
  return options.upgrade
    ? upgrade(checkout, given, options, around, home)
    : install(checkout, given, options, around, home);
}

async function install(
  checkout: Checkout,
  given: Partial<Answers>,
  { yes, json = false }: InitOptions,
  around: Surroundings,
  home: string,
): Promise<number> {
  refuseExisting(checkout, around);
  const ask = yes || json ? null : ((await around.questions?.()) ?? null);
  const answers = await completed(given, ask);
  if (ask === null && !yes)
    around.screens.err.write('Nobody can be asked here, so what was not said is as by default.\n');
  const copy: Files = answers.source.kind === 'vendored' ? copyOf(home) : new Map();
  refuseOtherCopy(checkout, copy);
  const hasConfig = existsSync(join(checkout.path, CONFIG));
  const changes = [
    ...copyChanges(copy),
    ...(hasConfig ? [] : [{ path: CONFIG, content: exampleConfiguration(answers) }]),
    { path: WORKFLOW, content: workflowText(answers, home) },
  ];
  refuseLinks(
    checkout.path,
    changes.map((change) => change.path),
  );
  const shown = shownPath(around.place, checkout.path);
  if (ask !== null && !(await ask.confirm(`Write ${changes.length} files below .github/ of ${shown}?`)))
    throw stopped();
  writeAll(checkout.path, changes);
  const written = [
    [WORKFLOW, `mode ${answers.mode}, ${answers.cadence}`],
    [CONFIG, hasConfig ? 'was there, and is as it was' : 'every setting with its default, commented out'],
    ...(copy.size > 0 ? [[`${COPY}/`, `a copy of Steward, ${copy.size} files, ${megabytes(copy)} MB`] as const] : []),
  ] as const;
  const ignored = copy.size > 0 && (await isIgnored(checkout.path, `${COPY}/dist/run-cycle.js`)) === true;
  const told = { answers, written, remote: await remoteOf(checkout), ignored };
  print(around, json, jsonOf(told), () => [`Written in ${shown}:`, ...initLines(told)]);
  return 0;
}

const jsonOf = ({ answers, written, remote, ignored }: Told) => ({
  ...answers,
  written: written.map(([path, about]) => ({ path, about })),
  ...{ remote, ignored },
});

function refuseExisting({ path }: Checkout, { place }: Surroundings): void {
  const found = [WORKFLOW, OTHER_NAME].find((file) => existsSync(join(path, file)));
  if (found === undefined) return;
  throw new WrongUse(
    `${shownPath(place, join(path, found))} is there already; nothing was changed.`,
    'Give --upgrade to bring it up to date with your edits kept, or move it away.',
  );
}

function refuseOtherCopy({ path }: Checkout, copy: Files): void {
  const found = inTheWay(copy, path);
  if (found.length === 0) return;
  throw new WrongUse(
    [`These are there already, and are not what init would write; nothing was changed:`, ...tenOf(found)].join('\n'),
    `Move them away. Where they are an older copy of Steward, put ${WORKFLOW} back and give --upgrade instead.`,
  );
}

const tenOf = (paths: readonly string[]): string[] => [
  ...paths.slice(0, 10).map((path) => `  ${path}`),
  ...(paths.length > 10 ? [`  and ${paths.length - 10} more`] : []),
];

function upgrade(
  checkout: Checkout,
  given: Partial<Answers>,
  { json = false }: InitOptions,
  around: Surroundings,
  home: string,
): number {
  const file = join(checkout.path, WORKFLOW);
  const shown = shownPath(around.place, file);
  refuseLinks(checkout.path, [WORKFLOW, `${COPY}/dist`, `${COPY}/actions`]);
  if (!existsSync(file)) throw new WrongUse(`There is no ${shown} to bring up to date.`, 'Run init without --upgrade.');
  const text = readFileSync(file, 'utf8');
  const result = upgraded(text, shown, given, readTemplates(home));
  const copy: Files = result.answers?.source.kind === 'vendored' ? copyOf(home) : new Map();
  const outdated = copy.size > 0 ? outdatedBy(copy, checkout.path, home).map((path) => `${COPY}/${path}`) : [];
  const differing = new Map([...copy].filter(([path, bytes]) => !isSame(checkout.path, path, bytes)));
  const changed = result.text !== text;
  const changes = [...copyChanges(differing), ...(changed ? [{ path: WORKFLOW, content: result.text }] : [])];
  refuseLinks(checkout.path, [...changes.map((change) => change.path), ...outdated]);
  writeAll(checkout.path, changes, outdated);
  const { from, to, edits } = result;
  const files = differing.size + outdated.length;
  const data = { path: shown, from, to, edits, changed, files };
  print(around, json, data, () => upgradeLines(result, shown, changed, files));
  return 0;
}

function workflowText(answers: Answers, home: string): string {
  const template = newestOf(readTemplates(home), templateFor(answers.source));
  const lines = filled(template, answers);
  return withRecord(lines, recordLine(template, lines, answers)).join('\n');
}

const copyChanges = (files: Files): Change[] =>
  [...files].map(([path, content]) => ({ path: `${COPY}/${path}`, content }));

const megabytes = (files: Files): string =>
  (files.values().reduce((sum, bytes) => sum + bytes.length, 0) / 1_000_000).toFixed(1);
