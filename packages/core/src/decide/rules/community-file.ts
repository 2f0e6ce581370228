/** Finds what people look for before they use or help a project and that is not there. */
import type { Finding, Rule, SourceFile } from '../../domain/evidence.ts';
import { citePage, pageOf } from './page.ts';

interface Wanted {
  name: string;
  /** The file to write. */
  file: string;
  there: RegExp;
  weight: number;
}

/** Where GitHub looks for each: at the root, in `.github` or in `docs`. */
const WANTED: readonly Wanted[] = [
  { name: 'readme', file: 'README.md', there: /^(?:(?:\.github|docs)\/)?readme(?:\.\w+)?$/i, weight: 0.9 },
  {
    name: 'licence',
    file: 'LICENSE',
    there: /^(?:(?:\.github|docs)\/)?(?:licen[cs]e|copying|unlicen[cs]e)[^/]*$|^licenses\//i,
    weight: 0.8,
  },
  {
    name: 'security policy',
    file: 'SECURITY.md',
    there: /^(?:(?:\.github|docs)\/)?security(?:\.\w+)?$/i,
    weight: 0.5,
  },
  {
    name: 'contributing guide',
    file: 'CONTRIBUTING.md',
    there: /^(?:(?:\.github|docs)\/)?contributing(?:\.\w+)?$/i,
    weight: 0.4,
  },
];

/** A project that is not for others needs none but a readme. */
const CLOSED = /"private"\s*:\s*true|"UNLICENSED"|^[^\S\n]*publish[^\S\n]*=[^\S\n]*false|Private :: Do Not Upload/m;
/** Less than this is a note, not a project. */
const LEAST_SOURCES = 5;

const isManifest = ({ path, role }: SourceFile): boolean => role === 'manifest' && !path.includes('/');

export const communityFile: Rule = {
  name: 'community-file',
  words: 'A readme, licence, security policy or contributing guide that is missing',
  type: 'documentation',
  category: 'maintenance',
  weight: 0.2,
  defaultEnabled: false,
  find(project) {
    const sources = project.files.filter(({ role }) => role === 'source').length;
    if (sources < LEAST_SOURCES) return [];
    const closed = project.files.some((one) => isManifest(one) && CLOSED.test(one.text));
    return WANTED.filter(
      ({ name, there }) => (!closed || name === 'readme') && !project.paths.some((path) => there.test(path)),
    ).map(
      ({ name, file: wanted, weight }): Finding =>
        citePage(
          { rule: 'community-file', ...pageOf(project, wanted) },
          { cause: name, weight, identity: name, facts: { name, wanted } },
        ),
    );
  },
  reason: ({ facts }) => `there is no ${facts.name}`,
};
