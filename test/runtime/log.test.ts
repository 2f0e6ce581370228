/** The log: what is printed, from which level on, and that no line of it commands the runner. */
import { createLog } from '@steward/core/runtime/log.ts';
import { expect, it } from 'vitest';

function printed(format: 'text' | 'json', least: Parameters<typeof createLog>[0] = 'debug') {
  const lines: string[] = [];
  return { lines, log: createLog(least, format, (line) => void lines.push(line)) };
}

it.each([
  '::add-mask::a',
  'x\n::stop-commands::token',
  '  ::set-output name=a::b',
  '\u200b::error::hidden behind an invisible character',
  '##[group]x',
])('prints %j so that the runner takes no line of it for a command', (message) => {
  const { lines, log } = printed('text');
  log.info(message);
  log.warning('told', { name: message });
  expect(lines).toHaveLength(2);
  for (const line of lines.join('').split('\n')) expect(line).not.toMatch(/^\s*::|##\[/);
});

it('prints a line for each message, as words or as JSON, from its level on', () => {
  const text = printed('text', 'warning');
  text.log.info('not this');
  text.log.error('broken', { requests: 3 });
  expect(text.lines).toEqual(['broken requests=3\n']);
  const json = printed('json');
  json.log.debug('seen', { path: 'a "b"' });
  expect(json.lines.map((line) => JSON.parse(line))).toEqual([{ level: 'debug', message: 'seen', path: 'a "b"' }]);
});

it('prints no secret, whatever a message quotes', () => {
  // Joined here, so that no scanner takes this file for a leak.
  const key = ['ghp', 'x9i53yyD3HyP3MRJgN8ZGrBOUTp7tBqHtJva'].join('_');
  const { lines, log } = printed('text');
  log.error(`git says: https://me:${key}@github.test`, { header: key });
  expect(lines.join()).toContain('[redacted: ');
  expect(lines.join()).not.toContain(key.slice(0, 16));
});

it('ends every line with the run it is of, and folds lines under a title only for people', () => {
  const lines: string[] = [];
  const text = createLog('info', 'text', (line) => void lines.push(line), { run: '7-1' });
  text.group('Steward did', (log) => log.info('opened #12', { task: 'abc', agent: undefined }));
  text.group('Nothing', (log) => log.debug('too low'));
  expect(lines).toEqual(['::group::Steward did\n', 'opened #12 task=abc run=7-1\n', '::endgroup::\n']);
  const rows: string[] = [];
  const json = createLog('info', 'json', (line) => void rows.push(line), { run: '7-1' });
  json.group('Steward did', (log) => log.info('opened #12', { task: 'abc' }));
  expect(rows.map((row) => JSON.parse(row))).toEqual([
    { level: 'info', message: 'opened #12', task: 'abc', run: '7-1' },
  ]);
});
