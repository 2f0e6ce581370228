/** What is counted of a history that was written by hand, figure by figure; what nobody can tell stays unknown. */
import { describe, expect, test } from 'vitest';
import { ago, days, NOW, Story } from '../../support/story.ts';

/** Three done, one rejected, one cancelled in the window; one done before it. */
const five = () =>
  new Story()
    .done('before', [days(50), days(40)])
    .done('a', [days(20), days(18)])
    .done('b', [days(10), days(9)], { type: 'bug-fix', category: 'development' })
    .done('c', [days(3), days(2)])
    .open('d', days(15))
    .move('d', days(14), 'rejected')
    .open('e', days(8))
    .move('e', days(7), 'cancelled')
    .open('f', days(5));

describe('what became of the work', () => {
  test('is counted by how tasks ended, and a suggestion that was refused is no task [CW-12]', () => {
    const story = five().suggest('g', days(6)).move('g', days(5), 'rejected');
    const { tasks, completion, types, categories } = story.analysis();
    expect(tasks).toEqual({ suggested: 7, opened: 6, done: 3, rejected: 1, cancelled: 1, reverted: 0 });
    expect(completion.share).toEqual({ count: 3, of: 5 });
    expect(types).toEqual([
      { name: 'testing', done: 2, rejected: 1, cancelled: 1 },
      { name: 'bug-fix', done: 1, rejected: 0, cancelled: 0 },
    ]);
    expect(categories.map(({ name, done }) => [name, done])).toEqual([
      ['testing', 2],
      ['development', 1],
    ]);
  });

  test('has a pace, by day and by week, and weeks of which the whole ones are known [CW-14]', () => {
    const { velocity, weeks } = five().analysis();
    expect(velocity).toMatchObject({ perDay: 0.1, perWeek: 0.7, trend: { before: 1, n: 4, direction: 'too-few' } });
    // From Wednesday, 21 October, to Friday, 20 November.
    expect(weeks.map(({ week, whole, opened, done }) => [week, whole, opened, done])).toEqual([
      ['2026-W43', false, 0, 0],
      ['2026-W44', true, 1, 0],
      ['2026-W45', true, 1, 1],
      ['2026-W46', true, 3, 1],
      ['2026-W47', false, 1, 1],
    ]);
  });

  test('of nothing is unknown, and not nothing [CW-14]', () => {
    const { status, since, completion, velocity, attempts, response, forecast, advice, ...rest } = new Story().analysis(
      {
        events: [],
      },
    );
    expect({ status, since, forecast, advice }).toEqual({ status: 'unknown', since: null, forecast: null, advice: [] });
    expect(completion).toMatchObject({ share: { count: 0, of: 0 }, trend: { direction: 'too-few', before: null } });
    expect(velocity).toMatchObject({ perDay: 0, trend: { direction: 'too-few' } });
    expect(attempts).toMatchObject({ perTask: null, success: { count: 0, of: 0 }, firstTry: { count: 0, of: 0 } });
    expect(response.start).toEqual({ n: 0, median: null, ninth: null, waiting: 0 });
    expect(rest).toMatchObject({ stays: [], bottleneck: null, models: null, types: [], rules: [] });
  });

  test('of one task is that task, without a trend or a forecast', () => {
    const story = new Story().done('a', [days(3), days(2)]);
    const { completion, velocity, forecast, response } = story.analysis();
    expect(completion.share).toEqual({ count: 1, of: 1 });
    expect([completion.trend.direction, velocity.trend.direction]).toEqual(['too-few', 'too-few']);
    expect(forecast).toBeNull();
    expect(response.start).toEqual({ n: 1, median: 1.5, ninth: 1.5, waiting: 0 });
  });

  test('is the same in whatever order files come, and however often one does', () => {
    const story = five();
    const wanted = story.analysis();
    expect(story.analysis({ events: [...story.events, ...story.events] })).toEqual(wanted);
    expect(story.analysis({ events: story.events.toReversed() })).toEqual(wanted);
    expect(story.analysis({ events: [...story.events.slice(9), ...story.events.slice(0, 9)] })).toEqual(wanted);
  });

  test('counts the first moment of its window and not the one before', () => {
    const edge = (hours: number): number =>
      new Story()
        .open('a', hours + 1)
        .move('a', hours, 'done')
        .analysis().tasks.done;
    expect(edge(days(30))).toBe(1);
    expect(edge(days(30) + 0.001)).toBe(0);
    expect(edge(0)).toBe(1);
  });

  test('can be told of the last day alone [AR-11]', () => {
    const story = five().done('today', [30, 2]);
    const { tasks, velocity, completion } = story.analysis({ hours: 24 });
    expect(tasks).toMatchObject({ done: 1, opened: 0, rejected: 0 });
    expect(velocity).toMatchObject({ perDay: 1, trend: { before: 1 } });
    expect(completion.share).toEqual({ count: 1, of: 1 });
  });

  test('what its run took back counts for nothing, and what came back later counts twice', () => {
    const story = five();
    const task = story.ledger.tasks;
    const [id = ''] = Object.keys(task);
    expect(story.add(days(1), { kind: 'taken-back', task: id, run: '7-1' }).analysis().tasks).toMatchObject({
      opened: 5,
    });
    const again = new Story().done('a', [days(20), days(18)]).done('a', [days(10), days(9)]);
    expect(again.analysis().tasks).toMatchObject({ opened: 2, done: 2 });
  });
});

describe('suggestions', () => {
  const answered = () =>
    new Story()
      .suggest('yes', days(20))
      .approve('yes', days(18))
      .open('yes', days(18))
      .open('unasked', days(12), { evidence: [] })
      .suggest('no', days(10))
      .move('no', days(9), 'rejected')
      .open('later no', days(8))
      .move('later no', days(4), 'rejected')
      .suggest('gone', days(6))
      .suggest('waits', days(5));

  test('taken up, refused at once or later, and withdrawn are each counted once [CW-14]', () => {
    const story = answered();
    story.add(days(3), {
      kind: 'withdrawn',
      task: story.ledger.state.identities.length ? idOf(story, 'gone') : '',
      reason: 'x',
    });
    const { approval, rules } = story.analysis();
    expect(approval).toMatchObject({ share: { count: 1, of: 3 }, withdrawn: 1, byPeople: 1 });
    expect(rules).toEqual([{ name: 'todo', taken: 1, refused: 2 }]);
  });

  test('wait for a person from when they stand there to the answer, and those that wait are not measured [CW-14]', () => {
    const { response, present } = answered().analysis();
    expect(response.answer).toEqual({ n: 2, median: 24, ninth: 48, waiting: 2 });
    expect(present).toMatchObject({ suggested: 2, unanswered: 0 });
  });
});

const idOf = ({ ledger }: Story, name: string): string =>
  Object.values(ledger.tasks).find(({ title }) => title === `Work on ${name}`)?.id ?? '';

describe('how long it takes', () => {
  const waiting = () => {
    const story = new Story();
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 30].forEach((hours, index) => {
      story.open(`t${index}`, days(20)).attempt(`t${index}`, [days(20) - hours + 0.5, days(15)]);
    });
    return story;
  };

  test('half and nine in ten are within, from opened to the first sign of work [CW-14]', () => {
    expect(waiting().analysis().response.start).toEqual({ n: 10, median: 5, ninth: 9, waiting: 0 });
  });

  test('a pull request waits for the first verdict that is one', () => {
    const story = new Story()
      .open('a', days(9))
      .pull('a', 11, 100)
      .review(11, 99, 'waiting')
      .review(11, 88, 'accepted');
    story.review(11, 10, 'changes-requested').open('b', days(2)).pull('b', 12, 5);
    const { response, present } = story.analysis();
    expect(response.review).toEqual({ n: 1, median: 12, ninth: 12, waiting: 1 });
    expect(present.reviews).toEqual([{ number: 12, hours: 5 }]);
  });

  test('the time in each status is what of it lies in the window, and the longest wait is named [SI-16]', () => {
    const story = new Story()
      .open('old', days(40))
      .open('a', days(10))
      .open('b', days(10))
      .attempt('a', [days(8), days(6)])
      .move('a', days(5), 'done');
    const { stays, bottleneck } = story.analysis();
    const inDays = stays.map(({ status, hours, n, now }) => [status, hours / 24, n, now]);
    expect(inDays).toEqual([
      ['ready', 30 + 2 + 10, 3, 2],
      ['working', 2 - 0.5 / 24, 1, 0],
      ['in-review', 1, 1, 0],
      ['leased', expect.closeTo(0.5 / 24, 3), 1, 0],
    ]);
    expect(bottleneck).toBe('ready');
    expect(stays[0]).toMatchObject({ median: days(10), ninth: days(30) });
  });

  test('what a person takes over and gives back while it is reviewed stays in review all along', () => {
    const story = new Story().open('a', days(9)).pull('a', 11, days(8)).move('a', days(8), 'in-review');
    const task = idOf(story, 'a');
    story.add(days(6), { kind: 'taken', task, by: 'octo' });
    story.add(days(4), { kind: 'given-back', task, by: 'octo', bystanders: [] });
    const inReview = story.analysis().stays.filter(({ status }) => status === 'in-review');
    expect(inReview).toEqual([{ status: 'in-review', hours: days(8), n: 1, median: days(8), ninth: days(8), now: 1 }]);
    expect(story.ledger.tasks[task]?.status).toBe('in-review');
  });

  test('where too few waited, none is the longest', () => {
    expect(new Story().open('a', days(4)).move('a', days(3), 'escalated').analysis().bottleneck).toBeNull();
  });
});

describe('attempts', () => {
  const tried = () =>
    new Story()
      .open('a', days(9))
      .attempt('a', [days(8), days(7)], { ending: 'run-failed', agent: 'copilot', usd: 0.5 })
      .attempt('a', [days(6), days(5)], { usd: 1 })
      .move('a', days(5), 'done')
      .open('b', days(9), { type: 'bug-fix' })
      .attempt('b', [days(8), days(7)], { ending: 'question' })
      .attempt('b', [days(6), days(5)])
      .move('b', days(5), 'done')
      .open('c', days(4))
      .attempt('c', [days(3), days(2)], { ending: 'silent', agent: 'copilot', usd: 0.25 })
      .open('d', days(4))
      .move('d', days(3), 'done');

  test('are counted by agent and type; what was nobody’s fault is none, and who had no agent tells nothing [SI-16]', () => {
    const { attempts, agents, pairings } = tried().analysis();
    expect(attempts).toMatchObject({ success: { count: 2, of: 4 }, perTask: 1.5, firstTry: { count: 1, of: 2 } });
    expect(agents).toEqual([
      { name: 'codex', done: 2, failed: 0 },
      { name: 'copilot', done: 0, failed: 2 },
    ]);
    expect(pairings).toEqual([
      { name: 'copilot', type: 'testing', done: 0, failed: 2 },
      { name: 'codex', type: 'bug-fix', done: 1, failed: 0 },
      { name: 'codex', type: 'testing', done: 1, failed: 0 },
    ]);
  });

  test('cost what is known, and the rest is unknown [SI-16]', () => {
    const { costs } = tried().analysis();
    expect(costs?.agents).toEqual([
      { name: 'codex', usd: 1, known: 1, unknown: 2 },
      { name: 'copilot', usd: 0.75, known: 2, unknown: 0 },
    ]);
    expect(costs?.categories).toEqual([{ name: 'testing', usd: 1.75, known: 3, unknown: 2 }]);
  });

  test('that began before events were read have a type where the state knows it, else none', () => {
    const story = tried();
    const events = story.events.filter(({ kind }) => kind === 'attempt-ended' || kind === 'leased');
    const { pairings } = story.analysis({ events });
    expect(pairings).toEqual([{ name: 'copilot', type: 'testing', done: 0, failed: 1 }]);
  });
});

describe('where everybody reads', () => {
  const hidden = (shows: { agents: boolean; money: boolean }) =>
    new Story()
      .open('a', days(9))
      .attempt('a', [days(8), days(7)], { ending: 'silent', agent: 'robot', usd: 3 })
      .attempt('a', [days(6), days(5)], { ending: 'silent', agent: 'robot', usd: 3 })
      .attempt('a', [days(5), days(4)], { ending: 'silent', agent: 'robot', usd: 3 })
      .attempt('a', [days(4), days(3)], { ending: 'silent', agent: 'robot', usd: 3 })
      .analysis({ shows });

  test('neither how agents do nor what they cost is told, and what is left out is named', () => {
    const analysis = hidden({ agents: false, money: false });
    expect(analysis).toMatchObject({ agents: null, pairings: null, attempts: null, costs: null, models: null });
    expect(analysis.hidden).toEqual(['agents', 'money']);
    expect(JSON.stringify(analysis)).not.toContain('robot');
    expect(JSON.stringify(hidden({ agents: true, money: true }).advice)).toContain('robot');
  });

  test('costs alone name no agent', () => {
    expect(hidden({ agents: false, money: true }).costs).toMatchObject({ agents: [], categories: [{ usd: 12 }] });
  });
});

test('the end of the window is now', () => {
  const { window } = new Story().analysis();
  expect(window).toEqual({ from: ago(days(30)), to: NOW.replace('00.000Z', '00.001Z') });
});
