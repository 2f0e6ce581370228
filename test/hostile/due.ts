/** Of the twenty-five hostile inputs and faults, those that cannot occur yet, each with the issue that brings it. */

export const ISSUES = [
  'work worth doing',
  'hand-off',
  'into a real repository',
  'models and money',
  'running agents',
  'control',
] as const;

export interface Due {
  number: number;
  what: string;
  issue: (typeof ISSUES)[number];
}

export const DUE: readonly Due[] = [
  {
    number: 13,
    what: 'A log of 200 MB without a line end, with invalid UTF-8 and NUL: no log of a check is read yet',
    issue: 'into a real repository',
  },
  {
    number: 18,
    what: 'An actor who is gone, renamed, an app, or whose permission cannot be read: nobody can order anything yet',
    issue: 'control',
  },
];

/** The numbers of the list. */
export const ALL = Array.from({ length: 25 }, (_, index) => index + 1);
