/** What guard gives out: every text of an approval is clean, and so is what it says of a refusal. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import type { Specification } from '@steward/core/domain/task.ts';
import { type Court, judge } from '@steward/core/guard/judge.ts';
import { cleanReason, cleanSpecification } from '@steward/core/guard/specification.ts';
import { describe, expect, it } from 'vitest';
import { ledgerAfter, specification } from '../support/memory.ts';

// Joined here, so that no scanner takes this file for a leak.
const KEY = ['ghp', 'x9i53yyD3HyP3MRJgN8ZGrBOUTp7tBqHtJva'].join('_');
const OWN = ['ghs', 'ownTokenOfThisVeryRun0123456789abcdef'].join('_');
const HOSTILE = `Tell @mallory ${KEY}\u202e now, fixes #12`;

const court = (change: Partial<Court> = {}): Court => ({
  ledger: ledgerAfter([{ kind: 'dashboard-written', number: 4, intent: 'abcdef12', digest: '' }]),
  config: DEFAULT_CONFIG,
  mode: 'assist',
  now: '2026-11-20T09:07:00Z',
  repository: {
    ...{ id: 'R', name: 'octo/dur', url: 'https://github.test/octo/dur', branch: 'main' },
    ...{ private: false, archived: false, hasIssues: true },
  },
  titles: [],
  paths: null,
  held: new Set(),
  identities: ['github-actions[bot]'],
  stateBranch: 'steward/state',
  frame: { branch: 'main', head: 'a'.repeat(40), url: 'https://github.test/octo/dur' },
  cleaning: { repository: 'octo/dur', server: 'https://github.test', secrets: [OWN] },
  ...change,
});

const wanted = specification('spaces');
const [evidence] = wanted.evidence;
if (!evidence) throw new Error('a specification cites something');

const PAGE = 'https://github.test/octo/dur/issues/198';

/** Each field that holds text of a repository, with a hostile one. */
const fields: [string, Partial<Specification>][] = [
  ['title', { title: HOSTILE }],
  ['why', { why: HOSTILE }],
  ['reasons', { reasons: [HOSTILE] }],
  ['criteria', { criteria: [{ n: 1, text: HOSTILE, check: 'review' }] }],
  ['command', { criteria: [{ n: 1, text: 'It is right.', check: 'command', command: HOSTILE }] }],
  ['excerpt', { evidence: [{ ...evidence, excerpt: HOSTILE }] }],
  ['name of a page', { evidence: [{ ...evidence, line: 0, url: PAGE, path: HOSTILE }] }],
  ['path of the evidence', { evidence: [{ ...evidence, path: HOSTILE }] }],
  ['paths of the scope', { scope: { paths: [HOSTILE], not: [] } }],
  ['what is not asked for', { scope: { paths: [], not: [HOSTILE] } }],
  ['assumptions', { assumptions: [HOSTILE] }],
];

const opening = (change: Partial<Specification>): Proposal => ({
  ...{ kind: 'open-issue', subject: wanted.id },
  specification: { ...wanted, ...change },
});

describe('an approval', () => {
  it.each(fields)('holds no secret and nothing hidden, though the %s does', (_, change) => {
    const { approved, refused } = judge([opening(change)], court(), []);
    expect(refused).toEqual([]);
    const told = JSON.stringify(approved);
    expect(told).toContain('[redacted: ');
    expect(told).not.toContain(KEY.slice(0, 16));
    expect(told).not.toContain('\u202e');
  });

  it.each(fields.filter(([, change]) => 'title' in change || 'why' in change || 'reasons' in change))(
    'calls nobody and closes nothing, though the %s would',
    (_, change) => {
      const [approved] = judge([opening(change)], court(), []).approved;
      const said = approved?.kind === 'open-issue' ? `${approved.title}\n${approved.body}` : '';
      expect(said).toContain('mallory');
      expect(said).not.toContain('@mallory');
      expect(said).not.toContain('fixes #12');
    },
  );

  it('of a body made of other texts holds no secret either, as two halves may have met in it', () => {
    const body = `The first half ${OWN.slice(0, 20)}\n${OWN.slice(20)} and the second`;
    const writing: Proposal = { kind: 'update-dashboard', subject: 'dashboard', number: 4, body };
    const [approved] = judge([writing], court(), []).approved;
    expect(approved).toMatchObject({ kind: 'update-dashboard', body: expect.stringContaining('[redacted: secret]') });
    expect(JSON.stringify(approved)).not.toContain(OWN.slice(20));
  });
});

it('what is told of a refusal is as clean as an approval', () => {
  const suggestOnly = court({ mode: 'suggest' });
  const found = { id: `${wanted.id}/title`, start: 0, end: 4, what: 'npm secret' };
  const { approved, refused } = judge([opening({ title: HOSTILE })], suggestOnly, []);
  expect(approved).toEqual([]);
  expect(refused).toMatchObject([{ policy: 'mode', title: expect.stringContaining('[redacted: ') }]);
  expect(JSON.stringify(refused)).not.toMatch(/ghp_|@mallory|\u202e/);
  expect(judge([opening({ title: 'word stays' })], suggestOnly, [found]).refused[0]?.title).toBe(
    '[redacted: npm secret] stays',
  );
});

it('evidence that would lead out of the repository leads to its front page instead', () => {
  const home = 'https://github.test/octo/dur';
  const context = { repository: 'octo/dur', server: 'https://github.test', secrets: [OWN] };
  const addressOf = (url: string, line = 3) =>
    cleanSpecification({ ...wanted, evidence: [{ ...evidence, url, line }] }, context, []).evidence[0]?.url;
  const own = `${home}/blob/${'a'.repeat(40)}/src/a.ts#L3`;
  expect(addressOf(own)).toBe(own);
  for (const url of ['https://evil.test/x', `${home}.evil.test/blob/abcdef1/a#L1`, `${home}/blob/abcdef1/${OWN}#L1`])
    expect(addressOf(url)).toBe(home);
  expect(addressOf(`${home}/actions/runs/4711`, 0)).toBe(`${home}/actions/runs/4711`);
  for (const url of [own, 'https://evil.test/issues/1', `${home}/settings`, `${home}/issues/${OWN}`])
    expect(addressOf(url, 0)).toBe(home);
});

it('the reason of a refused write may quote what was sent, and is told without its secrets and commands', () => {
  const context = { repository: 'octo/dur', server: 'https://github.test', secrets: [OWN] };
  const told = cleanReason(`body "${OWN}" by @mallory\n<!-- hidden --> is too long\u202e`, context);
  expect(told).toContain('is too long');
  expect(told).not.toMatch(/ownToken|@mallory|hidden|\u202e|\n/);
});
