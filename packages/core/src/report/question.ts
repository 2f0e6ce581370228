/** What Steward asks where a report cannot be repeated: the same words everywhere, so that nothing of the report is in them. */
export const questionText = (): string =>
  [
    'This cannot be repeated yet from what is written here. Please add:',
    [
      '- the smallest input, call or command that shows it',
      '- what happens then, with the text of any error, and what you expected instead',
      '- the version, and the system where that may matter',
    ].join('\n'),
    '<sub>Asked once, by Steward. It looks again when you answer.</sub>',
  ].join('\n\n');
