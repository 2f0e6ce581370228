/** The analysis as people read it: what to do first, then the figures it rests on, each with how many were counted. */
import type { Analysis, Share, Spans, Trend } from '../domain/analysis.ts';
import { codeSpan, counted } from '../domain/markdown.ts';
import { hoursBetween } from '../domain/time.ts';
import { analysisDetails, percentOf, spanOf, table } from './analysis-details.ts';
import { chartDiagram } from './chart.ts';
import { minute } from './phrases.ts';

/** What a model wrote of the figures; each number in it stands in a statement of ours. */
export interface Worded {
  text: string;
  model: string;
}

export function renderAnalysis(analysis: Analysis, words: Worded | null = null): string {
  const parts = [
    `## ${titleOf(analysis)}`,
    ...(analysis.since === null ? [NOTHING] : [headline(analysis)]),
    ...(words === null
      ? []
      : [`${words.text}\n\n*In the words of ${codeSpan(words.model)}, about the figures below.*`]),
    todo(analysis),
    ...(analysis.since === null ? [] : [figures(analysis), response(analysis), waits(analysis), weeks(analysis)]),
    analysisDetails(analysis),
    basis(analysis, words !== null),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Of a shorter time no pace is told. */
const WEEK = 7 * 24;

const NOTHING = 'Memory has no event of that time: there is nothing to count.';

function titleOf({ window: { from, to } }: Analysis): string {
  const hours = Math.round(hoursBetween(from, to));
  const span = hours % 24 === 0 && hours >= 48 ? counted(hours / 24, 'day') : counted(hours, 'hour');
  return `Analysis of ${span} to ${minute(to)}`;
}

function headline({ tasks, velocity, approval: { share }, present, window: { from, to } }: Analysis): string {
  const ended = tasks.done + tasks.rejected + tasks.cancelled;
  const of = `${tasks.done} of ${counted(ended, 'task')} that ended ${tasks.done === 1 ? 'was' : 'were'} done`;
  return [
    ended === 0 ? '**No task ended**' : `**${of}**`,
    ...(tasks.done === 0 || hoursBetween(from, to) < WEEK ? [] : [`${velocity.perWeek} a week`]),
    ...(share.of === 0 ? [] : [`${share.count} of ${counted(share.of, 'suggestion')} taken up`]),
    `${present.open} open, ${present.suggested} suggested`,
  ].join(' · ');
}

function todo({ advice, since }: Analysis): string {
  if (advice.length === 0) return since === null ? '' : 'Nothing stands out.';
  return ['### What to do', '', ...advice.map(({ words, action }) => `- **${words}** ${action}`)].join('\n');
}

const DIRECTIONS: Record<Trend['direction'], string> = {
  up: 'up',
  down: 'down',
  unclear: 'no clear change',
  'too-few': 'too few to say',
  unknown: 'nothing to compare with',
};

const trendOf = ({ direction, n }: Trend): string =>
  direction === 'unknown' ? DIRECTIONS.unknown : `${DIRECTIONS[direction]} (of ${n.toLocaleString('en-US')})`;

const shareOf = ({ count, of }: Share): string => (of === 0 ? '-' : `${count} of ${of} (${percentOf(count, of)})`);
const beforeShare = ({ before }: Trend): string => (before === null ? '-' : `${Math.round(100 * before)} %`);

/** Without a time before it there is nothing but what is now. */
function figures(analysis: Analysis): string {
  const rows = figureRows(analysis);
  if (analysis.velocity.trend.direction !== 'unknown')
    return ['### Against the time before', '', table(['', 'Now', 'Before', 'Trend'], rows)].join('\n');
  return [
    '### Figures',
    table(
      ['', 'Now'],
      rows.map((row) => row.slice(0, 2)),
    ),
    'Of the time before it too little is remembered to compare with.',
  ].join('\n\n');
}

function figureRows({
  tasks,
  completion,
  velocity,
  approval,
  attempts,
  response: { start, startTrend },
}: Analysis): string[][] {
  const { share, trend } = completion;
  return [
    ['Done', String(tasks.done), String(velocity.trend.before ?? '-'), trendOf(velocity.trend)],
    ['Done, of those that ended', shareOf(share), beforeShare(trend), trendOf(trend)],
    [
      'Suggestions taken up, not refused',
      shareOf(approval.share),
      beforeShare(approval.trend),
      trendOf(approval.trend),
    ],
    ...(attempts === null
      ? []
      : [['Attempts that succeeded', shareOf(attempts.success), beforeShare(attempts.trend), trendOf(attempts.trend)]]),
    ['Opened to started, median', spanOf(start.median), spanOf(startTrend.before), trendOf(startTrend)],
  ];
}

function response({ response: { start, review, answer } }: Analysis): string {
  const row = (name: string, { n, median, ninth, waiting }: Spans): string[] => [
    name,
    spanOf(median),
    spanOf(ninth),
    String(n),
    String(waiting),
  ];
  const rows = [
    ['Task opened to first sign of work', start] as const,
    ['Pull request to verdict', review] as const,
    ["Suggestion to a person's answer", answer] as const,
  ].filter(([, { n, waiting }]) => n + waiting > 0);
  if (rows.length === 0) return '';
  const head = ['', 'Half within', 'Nine in ten within', 'Counted', 'Still waiting'];
  return [
    '### How long answers take',
    '',
    table(
      head,
      rows.map(([name, spans]) => row(name, spans)),
    ),
  ].join('\n');
}

const MOST_BARS = 12;

function waits({ stays, bottleneck }: Analysis): string {
  const open = stays.filter(({ status, hours }) => status !== 'suggested' && hours > 0);
  if (open.length === 0) return '';
  const rows = open.map(({ status, hours, n, median, ninth, now }) => [
    words(status),
    spanOf(hours),
    spanOf(median),
    spanOf(ninth),
    String(n),
    String(now),
  ]);
  const bars = open.map(({ status, hours }) => ({ name: words(status), value: Math.round(hours) }));
  return [
    '### Where the time goes',
    ...(bottleneck === null ? [] : [`Tasks wait longest while they are ${words(bottleneck)}.`]),
    table(['Status', 'In all', 'Half within', 'Nine in ten within', 'Stays', 'Now'], rows),
    ...(bars.length < 2 ? [] : [chartDiagram({ title: 'Hours in each status', unit: 'hours', bars })]),
  ].join('\n\n');
}

const words = (status: string): string => status.replace('-', ' ');

/** One bar says nothing that the words do not. */
function weeks({ weeks: all, weekly }: Analysis): string {
  const bars = all.map(({ week, done }) => ({ name: week.slice(5), value: done })).slice(-MOST_BARS);
  if (bars.length < 2 || bars.every(({ value }) => value === 0)) return '';
  const parts = all.filter(({ whole }) => !whole).map(({ week }) => week.slice(5));
  const trend = [
    `Later half of the whole weeks against the earlier one: ${trendOf(weekly)}.`,
    ...(parts.length === 0 ? [] : [`Not whole: ${parts.join(', ')}.`]),
  ].join(' ');
  return ['### Weeks', chartDiagram({ title: 'Tasks done per week', unit: 'done', bars }), trend].join('\n\n');
}

/** What the figures rest on, and what is not told. */
function basis({ since, unread, hidden, forecast }: Analysis, isWorded: boolean): string {
  const lines = [
    ...(forecast === null
      ? []
      : [
          `At the pace of this window (${forecast.n} done, ${forecast.perWeek} a week) the ${forecast.open} open tasks take about ${counted(Math.ceil(forecast.weeks), 'week')}.`,
        ]),
    ...(since === null
      ? []
      : [
          `Counted from events since ${minute(since)}; ${isWorded ? 'a model worded them, and counted none' : 'no model was asked'}.`,
        ]),
    ...(unread === 0
      ? []
      : [`${counted(unread, 'event file')} could not be read or were too many: what they tell is missing.`]),
    ...(hidden.length === 0
      ? []
      : [
          `Not shown where everybody reads: ${hidden.join(', ')} (${hidden.map((one) => `\`visibility.${one}: true\``).join(', ')}).`,
        ]),
  ];
  return lines.join('\n\n');
}
