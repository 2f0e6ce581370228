/** The dashboard as one page that needs no server: its links lead to the files of the try and of the checkout. */
import { pathToFileURL } from 'node:url';
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { markdownStyle } from '@steward/core/adapters/stylesheet.ts';
import { renderPage } from '@steward/core/report/page.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';

export interface DashboardPage {
  /** Null where only its text is known. */
  issue: IssueData | null;
  body: string;
  isPinned: boolean;
  repository: { name: string; url: string };
  at: string;
  checkout: string;
  /** Files of Steward's issues by number, relative to the page. */
  files: ReadonlyMap<number, string>;
}

export function dashboardPage(page: DashboardPage): string {
  const { issue, body, isPinned, repository, at } = page;
  const html = renderPage({
    title: issue?.title ?? 'Steward',
    number: issue?.number ?? 0,
    state: issue?.state === 'CLOSED' ? 'closed' : 'open',
    pinned: isPinned,
    labels: issue?.labels ?? [],
    author: issue?.author ?? workflowBot.login,
    openedAt: issue?.createdAt ?? at,
    repository,
    bodyHtml: renderMarkdown(body, { repositoryUrl: repository.url }),
    css: markdownStyle(),
    note: `Made by "steward try" in a sandbox without network, ${at.slice(0, 16).replace('T', ' ')} UTC there. Nothing of this is on GitHub.`,
  });
  return html.replace(/ href="([^"]*)"/g, (whole, address: string) => localLink(address, page) ?? whole);
}

/** The sandbox is gone when somebody reads this: what has a file leads there, the rest of it leads nowhere. */
function localLink(address: string, { repository, checkout, files }: DashboardPage): string | null {
  if (address !== repository.url && !address.startsWith(`${repository.url}/`)) return null;
  const rest = address.slice(repository.url.length);
  const root = pathToFileURL(checkout).href;
  if (rest === '') return ` href="${root}"`;
  const file = files.get(Number(/^\/issues\/(\d+)$/.exec(rest)?.[1]));
  if (file !== undefined) return ` href="${file}"`;
  const path = /^\/blob\/[0-9a-f]+\/([^#?]*)/.exec(rest)?.[1];
  return path === undefined ? '' : ` href="${root}/${path}"`;
}
