/** The analysis as people read it: what to do first, figures with what they rest on, and nothing that is not known. */
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import type { AnalysisFacts } from '@steward/core/decide/analysis/analyze.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { renderAnalysis } from '@steward/core/report/analysis.ts';
import { renderPage } from '@steward/core/report/page.ts';
import { describe, expect, test } from 'vitest';
import { githubHtml, look } from '../support/renderers.ts';
import { ago, days, Story } from '../support/story.ts';
import { testWithTools } from '../support/tool.ts';
import { URL_OF_REPOSITORY } from './world.ts';

const TOKENS = { input: 90_000, cacheRead: 12_000, cacheWrite: 0, cacheWriteLong: 0, output: 8_000 };
const asked = (id: string, result: string, micro: number | null) => ({
  ...{ model: { provider: 'anthropic', id }, role: 'review', result, tokens: micro === null ? null : TOKENS },
  micro,
});
const SPENT = {
  ...{ kind: 'spent', token: 't', sequence: 900, at: ago(30) },
  calls: [asked('big-1', 'answered', 410_000), asked('big-1', 'time-out', null), asked('small-1', 'answered', 20_000)],
} as unknown as RecordedEvent;

/** Two months of a repository: slow at first, then faster; an agent that is bad at one thing, a rule that annoys. */
function months(): Story {
  const story = new Story();
  for (let index = 0; index < 4; index++) story.done(`before ${index}`, [days(50), days(35 + index)]);
  for (let index = 0; index < 14; index++) {
    const name = `done ${index}`;
    const ended = days(26 - 2 * index + (index % 3));
    story.open(name, ended + 60 + index, index % 2 ? { type: 'bug-fix', category: 'development' } : {});
    if (index % 3 === 0)
      story.attempt(name, [ended + 40, ended + 30], { agent: 'copilot', ending: 'run-failed', usd: 0.4 });
    story
      .attempt(name, [ended + 20, ended], { agent: 'codex', usd: index === 5 ? null : 0.75 })
      .move(name, ended, 'done');
  }
  for (let index = 0; index < 5; index++) {
    const evidence = [{ rule: 'community-file' as const, path: 'a', line: 0, excerpt: '', url: '' }];
    story.suggest(`no ${index}`, days(12), { evidence }).move(`no ${index}`, days(9) - index, 'rejected');
  }
  story.suggest('asked', days(6)).approve('asked', days(4)).suggest('waits', days(3));
  for (let index = 0; index < 4; index++)
    story.open(`in review ${index}`, days(8)).pull(`in review ${index}`, 40 + index, 80 - index);
  story
    .open('old', days(44))
    .pull('old', 30, days(20))
    .review(30, days(20) - 3, 'changes-requested');
  return story;
}

const textOf = (story: Story, change: Partial<AnalysisFacts> = {}): string => renderAnalysis(story.analysis(change));
const rich = (change: Partial<AnalysisFacts> = {}): string => {
  const story = months();
  return textOf(story, { events: [...story.events, SPENT], ...change });
};

describe('the analysis', () => {
  test('reads as the golden file where there is much to say [SI-16]', async () => {
    await expect(rich()).toMatchFileSnapshot('../fixtures/report/analysis.md');
  });

  test('reads as the golden file where everybody reads', async () => {
    const text = rich({ shows: { agents: false, money: false } });
    await expect(text).toMatchFileSnapshot('../fixtures/report/analysis-public.md');
    expect(text).not.toMatch(/copilot|codex|big-1|USD/);
  });

  test('says that there is nothing to count, and no figure', async () => {
    const text = textOf(new Story(), { events: [] });
    await expect(text).toMatchFileSnapshot('../fixtures/report/analysis-empty.md');
    expect(text).not.toMatch(/\d %|\| 0|NaN|null|undefined/);
  });

  test('of a day tells no pace and no forecast', () => {
    const text = rich({ hours: 24 });
    expect(text).toMatch(/^## Analysis of 24 hours to 2026-11-20 12:00 UTC\n/);
    expect(text).not.toMatch(/a week|At the pace/);
  });

  test('says what was left out', () => {
    expect(rich({ unread: 3 })).toContain('3 event files could not be read or were too many');
  });

  test('names of agents and models cannot break it', () => {
    const story = new Story().open('a', days(9));
    for (const index of [8, 7, 6, 5])
      story.attempt('a', [days(index), days(index) - 5], { agent: 'a`|<b>\n# x', ending: 'silent' });
    const text = textOf(story);
    expect(text).not.toMatch(/^# x/m);
    expect(renderMarkdown(text, { repositoryUrl: URL_OF_REPOSITORY })).not.toContain('<b>');
  });
});

testWithTools(['cmark-gfm', 'chromium'], 'fits a phone and a desk, diagrams drawn', ([cmark = '', chromium = '']) => {
  for (const width of [375, 1_280]) {
    const seen = look(chromium, page(githubHtml(cmark, rich())), { width });
    expect(seen.errors).toEqual([]);
    expect(seen.diagrams).toBe(2);
    expect(seen.text).not.toMatch(/\*\*|^###|\]\(|\|---/m);
    expect(seen.text).toContain('What to do');
  }
});

const page = (bodyHtml: string): string =>
  renderPage({
    ...{ title: 'Steward', number: 2, state: 'open', pinned: false, labels: [], author: 'github-actions[bot]' },
    ...{ openedAt: '2026-11-20T09:07:00.000Z', note: 'A summary.', bodyHtml, css: '' },
    repository: { name: 'octo/dur', url: URL_OF_REPOSITORY },
  });
