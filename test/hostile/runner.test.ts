/** Hostile input 11: workflow commands and line ends on their way to the log and the files of a real runner. */
import { expect, it } from 'vitest';
import { ACTIONS, contractOf, runBundled } from '../support/bundled.ts';
import { HALF_HOUR, stagesOf } from '../support/cycle.ts';
import { filesSaying, saysAround, WORLD } from './places.ts';
import { through } from './proxy.ts';

const raise = stagesOf([WORLD]);

const TEXTS = [
  '::set-output name=created::[99]',
  '::add-mask::steward',
  'x\n::error::forged\r::warning::forged',
  '\u200b::stop-commands::abc ##[group]forged',
  'EOF\ncreated<<EOF\n[99]\nEOF\nghadelimiter_x\n',
];

it('11. Workflow commands and line ends in any text set no output, mask nothing and forge no annotation', async () => {
  const files = Object.assign({}, ...TEXTS.map((text, index) => filesSaying(text, index)));
  const stage = await raise([
    { ...WORLD, ...files, '.github/steward.yml': 'mode: assist\ncaps: { suggestions: 20 }\n' },
  ]);
  for (const [index, text] of TEXTS.entries()) await saysAround(stage, text, index);
  const doors = await through(stage, ({ body }) =>
    body.includes('mutation PinIssue')
      ? {
          status: 200,
          body: { data: null, errors: [{ type: 'FORBIDDEN', message: TEXTS.join('\n'), path: ['pinIssue'] }] },
        }
      : null,
  );
  for (const name of ACTIONS) {
    const end = await runBundled(stage, name, { inputs: { 'log-level': 'debug' }, ...doors });
    expect(end.exitCode).toBe(0);
    expect(Object.keys(end.outputs).sort()).toEqual(Object.keys(contractOf(name).outputs).sort());
    expect(end.outputs.created).not.toContain('99');
    expect(end.masks).toHaveLength(1);
    expect({ ...end.state, ...end.environment }).toEqual({});
    for (const { level, message } of end.annotations) {
      expect(level).toBe('warning');
      expect(message).toMatch(/^(?:pin-dashboard|Hidden characters stand in)/);
    }
    expect(end.log.join('\n')).not.toMatch(/^\s*::|##\[/m);
    stage.pass(HALF_HOUR);
  }
});
