/** The files a try leaves to look at: the dashboard as a page, every issue by Steward or with a comment of it as Markdown, every request. */
import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarker } from '@steward/core/domain/marker.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';
import { dashboardPage } from './dashboard-page.ts';
import { type LocalPlace, localMarkdown } from './local-links.ts';
import type { OutFolder } from './out-folder.ts';

const SLUG_LENGTH = 60;
const BODY_LIMIT = 20_000;

export const ownIssues = ({ world }: Sandbox): IssueData[] =>
  world.data.issues.filter((issue) => issue.author === workflowBot.login && parseMarker(issue.body) !== null);

const commentsOn = ({ world }: Sandbox, number: number): string[] =>
  world.data.comments
    .filter(({ on, author, body }) => on === number && author === workflowBot.login && parseMarker(body) !== null)
    .map(({ body }) => body);

/** Those by Steward, and those that it commented on, such as with a plan. */
const shownIssues = (sandbox: Sandbox): IssueData[] => {
  const own = new Set(ownIssues(sandbox));
  return sandbox.world.data.issues.filter((one) => own.has(one) || commentsOn(sandbox, one.number).length > 0);
};

export function writeIssues(sandbox: Sandbox, { folder, checkout }: { folder: string; checkout: string }): void {
  mkdirSync(folder, { recursive: true });
  const issues = shownIssues(sandbox);
  const place = {
    repositoryUrl: sandbox.world.repositoryUrl,
    checkout,
    files: new Map(issues.map((issue) => [issue.number, issueFile(issue)])),
  };
  const files = new Map(
    issues.map((issue) => [issueFile(issue), issueText(issue, commentsOn(sandbox, issue.number), place)]),
  );
  for (const name of readdirSync(folder)) {
    if (/^\d+-.*\.md$/.test(name) && !files.has(name)) rmSync(join(folder, name));
  }
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

export function issueFile({ number, title }: Pick<IssueData, 'number' | 'title'>): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const slug = words.replace(/^-+/, '').slice(0, SLUG_LENGTH).replace(/-+$/, '');
  return `${number}-${slug === '' ? 'issue' : slug}.md`;
}

function issueText(issue: IssueData, comments: readonly string[], place: LocalPlace): string {
  const state =
    issue.state === 'OPEN' ? 'open' : `closed (${(issue.stateReason ?? 'COMPLETED').toLowerCase().replace('_', ' ')})`;
  const labels = issue.labels.map((label) => `\`${label}\``).join(', ');
  const facts = [
    `#${issue.number}`,
    state,
    ...(labels === '' ? [] : [`labels ${labels}`]),
    issue.createdAt.slice(0, 10),
  ];
  const texts = [issue.body, ...comments].map((text) => localMarkdown(withoutMarker(text), place));
  return `# ${issue.title}\n\n${facts.join(' · ')}\n\n${texts.join('\n\n---\n\nComment by Steward:\n\n')}\n`;
}

export const withoutMarker = (body: string): string => body.replace(/\n*<!-- steward:v1 .*? -->\s*/gs, '\n').trim();

/** The pinned issue, or in mode `observe` what it would have been; a page that says so where there is neither. */
export function writeDashboard(
  sandbox: Sandbox,
  place: { out: OutFolder; checkout: string },
  report: TickReport | null,
): void {
  const issue = ownIssues(sandbox).findLast(({ body }) => parseMarker(body)?.dashboard === true);
  const rendered = report?.dashboard?.body ?? null;
  const page = dashboardPage({
    issue: issue ?? null,
    body: withoutMarker(issue?.body ?? rendered ?? 'Steward has written no dashboard yet.'),
    isPinned: issue !== undefined && sandbox.world.data.pins.includes(issue.number),
    repository: { name: sandbox.repository, url: sandbox.world.repositoryUrl },
    at: sandbox.clock.stamp(),
    checkout: place.checkout,
    files: new Map(shownIssues(sandbox).map((own) => [own.number, `issues/${issueFile(own)}`])),
  });
  writeFileSync(place.out.dashboard, page);
}

/** One line a request, of all runs. Bodies are cut, and no token is in them: tokens travel in headers. */
export function appendTranscript(file: string, requests: readonly RequestRecord[], secrets: readonly string[]): void {
  const hide = (text: string): string => secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  const lines = requests.map(({ requestBody, responseBody, ...request }) =>
    hide(JSON.stringify({ ...request, requestBody: cut(requestBody), responseBody: cut(responseBody) })),
  );
  appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
}

const cut = (text: string | null): string | null =>
  text === null || text.length <= BODY_LIMIT ? text : `${text.slice(0, BODY_LIMIT)}… (${text.length} characters)`;
