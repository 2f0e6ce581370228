// What dist/ holds besides the actions and the command line; a room that reads a file at run time adds its line here.

export interface Asset {
  // Relative to the repository; `to` is relative to dist/, and is compressed where its name ends in ".gz".
  from: string;
  to: string;
}

export const assets: readonly Asset[] = [
  { from: 'node_modules/@octokit/graphql-schema/schema.graphql', to: 'github-schema.graphql.gz' },
  { from: 'node_modules/github-markdown-css/github-markdown.css', to: 'github-markdown.css' },
];

export interface Entry {
  from: string;
  // The name in dist/, without ".js".
  to: string;
}

// Entries that no action and no command names, such as the code of a worker thread.
export const extraEntries: readonly Entry[] = [
  { from: 'packages/cli/src/simulate/worker.ts', to: 'simulation-worker' },
];
