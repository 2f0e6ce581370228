/** Names of files and dates of commits are what their authors want them to be, within what git allows: no cycle stops at one. */
import { expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { WORLD } from './places.ts';
import { GREEDY } from './play.ts';
import { faultsIn } from './told.ts';

const raise = stagesOf([WORLD]);

const NAMES = [
  ':(exclude)a.ts',
  ':(top,badmagic)b.ts',
  '*.ts',
  '[a-z]?.ts',
  '-rf.ts',
  '--output=x.ts',
  'it\'s $(x) `y` & "z".ts',
  '; rm -x ~ #.ts',
  'line\nend.ts',
  '\u0001aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 99999999999999999999.ts',
  '@team Fixes #1 [skip ci].ts',
  '](evil.example) ![x](y.ts',
  'a%2e%2e%2fb.ts',
  ' leading and trailing .ts',
  '你好 größe 👩.ts',
];

/** The head again, with whatever date its author likes. */
function redate(stage: Stage, seconds: string): void {
  const git = (args: readonly string[], input?: string) => stage.git(args, input).trim();
  const tree = git(['rev-parse', 'refs/heads/main^{tree}']);
  const parent = git(['rev-parse', 'refs/heads/main~1']);
  const who = `Mallory \u202e@team <m@example.org> ${seconds} +0000`;
  const text = `tree ${tree}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\nFixes #1 [skip ci]\n`;
  git(['update-ref', 'refs/heads/main', git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], text)]);
}

it.each([
  ['of today', '1795186859'],
  ['beyond any calendar', '99999999999999'],
  ['at the beginning', '0'],
])(
  'names that are options, patterns, commands or Markdown are only names, in a commit dated %s',
  async (_, seconds) => {
    const stage = await raise([{ ...WORLD, '.github/steward.yml': GREEDY }]);
    const files = NAMES.map((name, index) => [
      `src/${name}`,
      `// TODO: support number ${index} when the parser is rewritten\nexport const x${index} = ${index};\n`,
    ]);
    await stage.sandbox.world.pushCommit({ files: Object.fromEntries(files), by: 'octo' });
    redate(stage, seconds);
    await stage.sandbox.world.pushCommit({ files: { 'notes.md': '# Notes\n' }, by: 'octo' });
    const { report } = await runCycle(stage.world(), { action: 'auto', focus: 'auto', 'max-tasks': 50 });
    expect(report.failures).toEqual([]);
    const todo = report.tasks.flatMap(({ evidence }) => evidence.filter(({ rule }) => rule === 'todo'));
    const linked = todo.map(({ url }) =>
      decodeURIComponent(url.replace(/^.*\/blob\/[0-9a-f]+\/src\//, '').replace(/#L1$/, '')),
    );
    expect(linked.sort()).toEqual([...NAMES].sort());
    expect(faultsIn(stage)).toEqual([]);
    for (const { criteria } of report.tasks)
      for (const { command = '' } of criteria) expect(command.replace(/'[^']*'/g, '')).not.toMatch(/[;&|$`<>*?\n]/);
  },
);
