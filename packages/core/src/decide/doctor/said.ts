/** What checks of workflows share: a finding before it has its page, and what a file is called. */
import type { Finding, SetUp } from '../../domain/set-up.ts';

export type Said = Omit<Finding, 'link'>;

export const nameOf = ({ path }: { path: string }): string => path.slice(path.lastIndexOf('/') + 1);

/** Where the file is read, on the default branch. */
export const pageOf = ({ home, branch }: SetUp, { path }: { path: string }): string =>
  `${home}/blob/${branch ?? 'HEAD'}/${path}`;
