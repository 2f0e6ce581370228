/** The workflows that `init` writes: today's templates and those of earlier versions, and how answers are put into one. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '@steward/core/domain/config.ts';
import { type Cadence, RHYTHMS } from './cadence.ts';
import { isCommit, type Source } from './source.ts';

export const TEMPLATES = ['steward', 'steward-caller'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export interface Template {
  name: TemplateName;
  /** Counts up whenever a template that people may have is changed. */
  number: number;
  /** Without the line that says which template it is. */
  lines: readonly string[];
}

export interface Answers {
  source: Source;
  mode: Mode;
  cadence: Cadence;
}

export const templateFor = ({ kind }: Source): TemplateName => (kind === 'call' ? 'steward-caller' : 'steward');

const RECORD = /^# steward-template: (steward(?:-caller)?) (\d{1,6}) /;

/** Today's is `workflows/NAME.yml`; earlier ones are `workflows/history/NAME-NUMBER.yml` and never change. */
export function readTemplates(home: string): Template[] {
  const paths = [
    ...TEMPLATES.map((name) => `workflows/${name}.yml`),
    ...globSync('workflows/history/*.yml', { cwd: home }),
  ];
  return paths.filter((path) => existsSync(join(home, path))).map((path) => readTemplate(home, path));
}

function readTemplate(home: string, path: string): Template {
  const all = readFileSync(join(home, path), 'utf8').split('\n');
  const [, name, number] = all.map((line) => RECORD.exec(line)).find((match) => match !== null) ?? [];
  if (name === undefined) throw new Error(`${path} does not say which template it is`);
  return { name: name as TemplateName, number: Number(number), lines: all.filter((line) => !RECORD.test(line)) };
}

export function newestOf(templates: readonly Template[], name: TemplateName): Template {
  const [newest] = templates.filter((one) => one.name === name).sort((a, b) => b.number - a.number);
  if (newest === undefined) throw new Error(`there is no template ${name}`);
  return newest;
}

/** Twelve digits are enough to notice a slip; nobody is kept out by it. */
export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);

const CRON = `    - cron: '${RHYTHMS['half-hourly'].cron}'`;
const MODE = /^( +mode: )[a-z]+( # yours)/;
const OWN_ACTION = /OWNER\/steward\/(actions\/[a-z-]+)@0{40} # v0 .*$/;
const OWN_WORKFLOW = /OWNER\/REPO\/\.github\/workflows\/steward\.yml@0{40} # v0 .*$/;
/** A step that is needed only where the repository holds a copy. */
const COPY_STEP = /^ {6}# (?:- | {2}[a-z]+: )/;

/** The lines of a template with the answers in their places; without answers as it is, for those who copied it by hand. */
export function filled({ lines }: Template, answers: Answers | null): string[] {
  if (answers === null) return [...lines];
  const { source, mode, cadence } = answers;
  return lines.flatMap((line) => {
    if (line.startsWith(CRON)) return cronLine(line, cadence);
    if (COPY_STEP.test(line)) return source.kind === 'vendored' ? [line.replace('      # ', '      ')] : [];
    return [fromSource(line.replace(MODE, `$1${mode}$2`), source)];
  });
}

function cronLine(line: string, cadence: Cadence): string[] {
  const { cron } = RHYTHMS[cadence];
  return cron === null ? [] : [line.replace(CRON, `    - cron: '${cron}'`)];
}

function fromSource(line: string, source: Source): string {
  switch (source.kind) {
    case 'vendored':
      return line.replace(
        OWN_ACTION,
        './.github/steward/$1 # zizmor: ignore[self-repository] runners before 2.336 do not know $/',
      );
    case 'source':
      return line.replace(OWN_ACTION, `${source.repository}/$1@${source.commit} # v0`);
    case 'call': {
      const follows = isCommit(source.ref)
        ? ' # v0'
        : ' # zizmor: ignore[unpinned-uses] all repositories follow one copy';
      return line.replace(OWN_WORKFLOW, `${source.file}@${source.ref}${follows}`);
    }
  }
}
