/** The stylesheet of GitHub's Markdown, from where it is: beside the bundle, or in node_modules of a checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const NAME = 'github-markdown.css';

export function markdownStyle(): string {
  const here = import.meta.dirname;
  const shipped = [here, join(here, '..')].map((folder) => join(folder, NAME)).find((path) => existsSync(path));
  return readFileSync(shipped ?? createRequire(import.meta.url).resolve(`github-markdown-css/${NAME}`), 'utf8');
}
