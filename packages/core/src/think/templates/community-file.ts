/** A file that people look for first: the words of a task that writes it. */
import type { DraftCriterion } from '../draft.ts';
import { codeSpan, fact, named, type Template } from '../draft.ts';

const HOLDS: Record<string, DraftCriterion[]> = {
  readme: [
    {
      text: 'It says what the project is for, how it is installed and how it is used, with one example that works.',
      check: 'review',
    },
  ],
  licence: [
    {
      text: 'It is the unchanged text of a licence that the owner chose, and manifests name the same.',
      check: 'review',
    },
  ],
  'security policy': [
    {
      text: 'It says which versions are mended, how a weakness is reported in private, and when to expect an answer.',
      check: 'review',
    },
  ],
  'contributing guide': [
    { text: 'It says how to set up, how to run the checks that CI runs, and what is not accepted.', check: 'review' },
  ],
};

export const communityFile: Template = (_, [first]) => {
  const name = fact(first, 'name') ?? 'file for newcomers';
  const wanted = fact(first, 'wanted');
  return {
    title: `The project has no ${name.slice(0, 60).replaceAll('`', "'")}`,
    type: 'documentation',
    priority: { least: 'low', most: 'medium' },
    why: `No ${name} was found at the root, in \`.github\` or in \`docs\`. ${codeSpan(first.path)} is where people arrive instead${name === 'licence' ? '; without a licence nobody else may use the code' : ''}.`,
    criteria: [
      { text: `${wanted === undefined ? 'The file' : named(wanted)} is there.`, check: 'review' },
      ...(HOLDS[name] ?? [{ text: 'It answers what a newcomer asks first.', check: 'review' }]),
      { text: 'All it says of commands and versions is true of the tree.', check: 'review' },
    ],
    scope: { paths: wanted === undefined ? [] : [wanted], not: ['badges', 'other documents'] },
    assumptions: [
      name === 'licence'
        ? 'The owner names the licence, since nobody else can'
        : "The owner's account has no `.github` repository that supplies one for all",
    ],
    estimate: name === 'readme' ? 3 : 1,
  };
};
