/**
 * Figures of an analysis as whole statements: the number, its unit, what it is of and what became of that. Whoever writes about
 * them names a statement and never a number, so that none can be said of anything else.
 */
import type { Advice, Analysis, Forecast, Share, Spans, Trend } from '../domain/analysis.ts';
import { codeSpan, counted, oneLine } from '../domain/markdown.ts';
import { hoursBetween } from '../domain/time.ts';

export interface Figure {
  /** What it is referred to by: small letters, digits and `-`. */
  name: string;
  /** A statement that stands between any two others, without a full stop. */
  words: string;
  /** What a rule advises where it is so. */
  action?: string;
}

const MOST_ROWS = 12;

/** No moment among them, so that the same figures are the same words. The advice comes first. */
export function figuresOf(analysis: Analysis): Figure[] {
  const advised = new Set<string>(analysis.advice.map(({ rule }) => rule));
  const counts = [
    ...endFigures(analysis),
    ...shareFigures(analysis),
    ...presentFigures(analysis),
    ...responseFigures(analysis),
    ...stayFigures(analysis),
    ...groupFigures(analysis),
  ];
  // What advice says of a figure is more.
  const found = [...analysis.advice.map(adviceFigure), ...counts.filter(({ name }) => !advised.has(name))];
  const seen = new Set<string>();
  return found.map((figure) => {
    const name = freeName(figure.name, seen);
    seen.add(name);
    return { ...figure, name };
  });
}

/** Things of several names may come to one: none is said to be another. */
function freeName(name: string, seen: ReadonlySet<string>): string {
  let [free, times] = [name, 1];
  while (seen.has(free)) free = `${name}-${++times}`;
  return free;
}

const adviceFigure = ({ rule, words, action }: Advice): Figure => ({
  ...{ name: `advice-${rule}`, action: oneLine(action) },
  words: oneLine(words)
    .replace(/\.$/, '')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()),
});

const named = (name: string, words: string): Figure => ({ name, words });
/** Nothing of none. */
const where = (count: number, name: string, words: string): Figure[] => (count > 0 ? [named(name, words)] : []);

const tasks = (count: number): string => (count === 0 ? 'no task' : counted(count, 'task'));
/** Of no task and of one; of a zero that is a digit there are several. */
const was = (count: number): string => (count <= 1 ? 'was' : 'were');
const were = (count: number): string => (count === 1 ? 'was' : 'were');
const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

function spanWords(hours: number): string {
  if (hours < 1.5) return counted(Math.max(1, Math.round(hours * 60)), 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}

/** Behind a figure which way it went, where that is more than chance. */
function trendWords({ direction, before }: Trend, within: string, spelled: (before: number) => string): string {
  if (before === null || (direction !== 'up' && direction !== 'down')) return '';
  return `, ${direction === 'up' ? 'a rise' : 'a fall'} from ${spelled(before)} in the ${within} before`;
}

const withinOf = ({ window: { from, to } }: Pick<Analysis, 'window'>): string => spanWords(hoursBetween(from, to));

/** Of a shorter time no pace is told. */
const WEEK = 7 * 24;

function endFigures(analysis: Analysis): Figure[] {
  const { velocity, weekly, window, forecast } = analysis;
  const { done, opened, rejected, cancelled, reverted } = analysis.tasks;
  const within = withinOf(analysis);
  const isPaced = hoursBetween(window.from, window.to) >= WEEK;
  return [
    named('done', `${tasks(done)} ${was(done)} done in ${within}${trendWords(velocity.trend, within, String)}`),
    ...where(isPaced ? done : 0, 'pace', `tasks were done at a pace of ${velocity.perWeek} a week`),
    ...weeklyFigure(weekly),
    named('opened', `${tasks(opened)} ${was(opened)} opened in ${within}`),
    ...where(rejected, 'rejected', `${tasks(rejected)} ${was(rejected)} rejected`),
    ...where(cancelled, 'cancelled', `${tasks(cancelled)} ${was(cancelled)} cancelled`),
    ...where(reverted, 'reverted', `${tasks(reverted)} ${was(reverted)} taken back after the merge`),
    ...(forecast === null ? [] : [named('forecast', forecastWords(forecast))]),
  ];
}

function weeklyFigure({ direction }: Trend): Figure[] {
  if (direction !== 'up' && direction !== 'down') return [];
  return [
    named('weekly', `the later weeks saw ${direction === 'up' ? 'more' : 'fewer'} tasks done than the earlier ones`),
  ];
}

const forecastWords = ({ open, weeks }: Forecast): string =>
  `at this pace the ${counted(open, 'open task')} ${open === 1 ? 'takes' : 'take'} about ${counted(Math.ceil(weeks), 'week')}`;

function shareFigures(analysis: Analysis): Figure[] {
  const { completion, approval, attempts } = analysis;
  const within = withinOf(analysis);
  const figure = (
    name: string,
    { share, trend }: Counted,
    what: readonly [string, string],
    became: string,
  ): Figure[] => {
    const { count, of } = share;
    const words = `${count} of ${counted(of, ...what)} ${were(count)} ${became} (${percent(count, of)})`;
    return where(of, name, `${words}${trendWords(trend, within, (before) => percent(before, 1))}`);
  };
  const tried = attempts && { share: attempts.success, trend: attempts.trend };
  return [
    ...figure('completion', completion, ['task that ended', 'tasks that ended'], 'done'),
    ...figure('approval', approval, ['suggestion with an answer', 'suggestions with an answer'], 'taken up'),
    ...(tried ? figure('attempts', tried, ['attempt', 'attempts'], 'successful') : []),
  ];
}

interface Counted {
  share: Share;
  trend: Trend;
}

function presentFigures({ present, bottleneck }: Analysis): Figure[] {
  const { open, suggested, unanswered, reviews, stale, staleAfter } = present;
  const wait = (count: number): string => (count === 1 ? 'waits' : 'wait');
  return [
    named('open', `${tasks(open)} ${open <= 1 ? 'is' : 'are'} open now`),
    ...where(suggested, 'suggested', `${counted(suggested, 'suggestion')} ${wait(suggested)} for an answer now`),
    ...where(
      unanswered,
      'unanswered',
      `${counted(unanswered, 'suggestion')} waited for an answer for longer than a fortnight`,
    ),
    ...where(
      reviews.length,
      'reviews',
      `${counted(reviews.length, 'pull request')} ${wait(reviews.length)} for a review now`,
    ),
    ...where(
      stale.length,
      'stale',
      `nothing happened to ${counted(stale.length, 'open task')} for ${staleAfter} days or longer`,
    ),
    ...(bottleneck === null ? [] : [named('bottleneck', `tasks wait longest while they are ${spaced(bottleneck)}`)]),
  ];
}

const spaced = (status: string): string => status.replace('-', ' ');

function responseFigures({ response: { start, review, answer } }: Analysis): Figure[] {
  return [
    ...spansFigure('start', start, ['task was', 'tasks half were'], (span) => `started within ${span} of being opened`),
    ...spansFigure(
      'review',
      review,
      ['pull request had', 'pull requests half had'],
      (span) => `a verdict within ${span}`,
    ),
    ...spansFigure('answer', answer, ['suggestion had', 'suggestions half had'], (span) => `an answer within ${span}`),
  ];
}

function spansFigure(
  name: string,
  { n, median, ninth }: Spans,
  [one, many]: readonly [string, string],
  became: (span: string) => string,
): Figure[] {
  if (median === null) return [];
  const [half, most] = [spanWords(median), spanWords(ninth ?? median)];
  const rest = n === 1 || most === half ? '' : ` and nine in ten within ${most}`;
  return [named(name, `${n === 1 ? `1 ${one}` : `of ${n} ${many}`} ${became(half)}${rest}`)];
}

function stayFigures({ stays }: Analysis): Figure[] {
  return stays
    .filter(({ status, hours }) => status !== 'suggested' && hours > 0)
    .map(({ status, hours, now }) => {
      const present = `${now === 0 ? 'none' : now} ${now <= 1 ? 'is' : 'are'} ${spaced(status)} now`;
      return named(`time-${status}`, `tasks were ${spaced(status)} for ${spanWords(hours)} in all, and ${present}`);
    });
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'other';

/** What is not told where everybody reads is not in the analysis either. Nothing of models: asking one would make other figures. */
function groupFigures({ types, rules, agents }: Analysis): Figure[] {
  const rest = (count: number, became: string): string => (count === 0 ? '' : ` and ${count} ${became}`);
  return [
    ...types
      .slice(0, MOST_ROWS)
      .map(({ name, done, rejected }) =>
        named(
          `type-${slug(name)}`,
          `${tasks(done)} of the type ${codeSpan(name)} ${was(done)} done${rest(rejected, 'rejected')}`,
        ),
      ),
    ...rules
      .slice(0, MOST_ROWS)
      .map(({ name, taken, refused }) =>
        named(
          `rule-${slug(name)}`,
          `${counted(taken, 'suggestion')} of the rule ${codeSpan(name)} ${were(taken)} taken up${rest(refused, 'refused')}`,
        ),
      ),
    ...(agents ?? [])
      .slice(0, MOST_ROWS)
      .map(({ name, done, failed }) =>
        named(`agent-${slug(name)}`, `${codeSpan(name)} got ${done} of ${counted(done + failed, 'attempt')} done`),
      ),
  ];
}
