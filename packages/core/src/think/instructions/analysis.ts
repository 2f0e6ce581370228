/** Rules for reading code, usage, and audits of security and performance. */
export const analysis: readonly string[] = [
  'Change no behaviour: what you hand in is what you found, written where the criteria say, else in the text of the pull request.',
  'Every finding names a file and a line, a run or a measurement that somebody else can look at.',
  'Part what you saw from what you suspect, and say what you did not look at.',
  'Say nothing in public of a weakness that can be used: write only that one was found, and where people may ask for it.',
];
