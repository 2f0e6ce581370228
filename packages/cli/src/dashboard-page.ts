/** The dashboard as one page that needs no server: its links lead to the files of the try and of the checkout. */
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { markdownStyle } from '@steward/core/adapters/stylesheet.ts';
import { renderPage } from '@steward/core/report/page.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';
import { localHtml } from './local-links.ts';

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
  return localHtml(html, { repositoryUrl: repository.url, checkout: page.checkout, files: page.files });
}
