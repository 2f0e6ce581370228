/** What simulated agents change: what the issue cites, taken out; else a line that says who was there. */
import type { Change, Files, Job } from '@steward/sandbox/agents/work.ts';
import { plainChange } from '@steward/sandbox/agents/work.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';

interface Cited {
  path: string;
  rule: string;
  excerpt: string;
}

/** As Steward writes evidence: a path with its line, the rule as the link's title, and the line itself. */
const CITED = /\[`([^`\n]+?)(?::\d+)?`\]\([^)\n]*"([\w-]+)"\)(?: `([^`\n]+)`)?/g;

const citedIn = (body: string): Cited[] =>
  [...body.matchAll(CITED)].map(([, path = '', rule = '', excerpt = '']) => ({ path, rule, excerpt }));

const SUPPRESSION = /\s*(?:#|\/\/)\s*(?:type:\s*ignore|noqa|nolint|@ts-\w+|eslint-disable\S*|biome-ignore\b).*$/;

/** How a line that a rule cites reads once it is mended; null: it goes. */
const MENDED: Record<string, (line: string) => string | null> = {
  'skipped-test': () => null,
  todo: () => null,
  'suppressed-check': (line) => {
    const rest = line.replace(SUPPRESSION, '');
    return rest.trim() === '' ? null : rest;
  },
};

/** `careless`: whether it also touches what is none of the task's. */
export function likelyChange(world: InhabitedWorld, careless: (job: Job) => boolean): Change {
  const plain = plainChange(world);
  return async (job) => {
    const files = (await mended(world, job)) ?? (await plain(job));
    if (files === null || !careless(job)) return files;
    return { ...files, 'NOTES.txt': `What ${job.agent.name} thought of meanwhile.\n` };
  };
}

async function mended(world: InhabitedWorld, { issue }: Job): Promise<Files | null> {
  const files: Record<string, string> = {};
  for (const cited of citedIn(world.issue(issue ?? 0)?.body ?? '')) {
    Object.assign(files, tested(cited));
    const { path, rule, excerpt } = cited;
    const mend = MENDED[rule];
    if (mend === undefined || path.startsWith('.github/') || excerpt === '') continue;
    const text = files[path] ?? (await world.git.read(`${world.defaultRef}:${path}`))?.content.toString('utf8');
    if (text === undefined) continue;
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.trim() === excerpt.trim());
    if (at < 0) continue;
    const after = mend(lines[at] ?? '');
    lines.splice(at, 1, ...(after === null ? [] : [after]));
    files[path] = lines.join('\n');
  }
  return Object.keys(files).length === 0 ? null : files;
}

const PYTHON = /^(?:src\/)?((?:\w+\/)*(\w+))\.py$/;

/** The least test there is: it says that the function wants to be given something. */
function tested({ path, rule, excerpt }: Cited): Files {
  const [, module = '', name = ''] = PYTHON.exec(path) ?? [];
  const [, called] = /^def (\w+)\(\w/.exec(excerpt) ?? [];
  if (rule !== 'untested-source' || called === undefined || module === '') return {};
  const lines = [
    ...['import pytest', '', `from ${module.replaceAll('/', '.')} import ${called}`, '', ''],
    ...[`def test_${called}_wants_arguments():`, '    with pytest.raises(TypeError):', `        ${called}()`, ''],
  ];
  return { [`tests/test_${name}.py`]: lines.join('\n') };
}
