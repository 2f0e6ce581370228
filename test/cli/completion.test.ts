// Completion in real shells: what bash offers, asked of bash itself, and that the scripts are made of the one table of commands.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { steward, temporaryFolder, write } from './stage.ts';

const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const scriptFor = async (shell: string): Promise<string> =>
  (await steward(temporaryFolder(), ['completion', shell])).out;

/** What bash would offer for these words, the last of which is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const folder = temporaryFolder();
  write(folder, { script: await scriptFor('bash'), 'a file.yml': '', 'a folder/x': '' });
  const asked = `source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _steward; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '--noprofile', '-c', asked, 'bash', 'steward', ...words], {
    cwd: folder,
  });
  return out.toString('utf8').split('\n').filter(Boolean);
}

describe.skipIf(!has('bash'))('in bash', () => {
  test('the script has no fault of syntax and registers itself', async () => {
    const folder = temporaryFolder();
    write(folder, { script: await scriptFor('bash') });
    execFileSync('bash', ['-n', join(folder, 'script')]);
    const told = execFileSync('bash', ['--norc', '-c', 'source ./script; complete -p steward'], { cwd: folder });
    expect(told.toString('utf8')).toBe('complete -F _steward steward\n');
  });

  test.each<[string[], string[]]>([
    [['re'], ['report', 'resume']],
    [
      ['status', '--'],
      ['--repo', '--ledger', '--folder', '--json', '--help'],
    ],
    [
      ['try', '--mode', ''],
      ['observe', 'suggest', 'assist', 'autopilot'],
    ],
    [
      ['report', ''],
      ['health', 'performance', 'budget', 'emergency'],
    ],
    [['report', '--workflow', 'x'], []],
    [['completion', 'z'], ['zsh']],
    [['help', 'simu'], ['simulate']],
    [['status', '--folder', 'a'], ['a folder']],
    [
      ['try', '--config', 'a f'],
      ['a file.yml', 'a folder'],
    ],
    [['no-such-command', ''], []],
  ])('%s is completed to %s', async (words, expected) => {
    expect((await offered(...words)).sort()).toEqual([...expected].sort());
  });

  test('every command and every option of its help is offered', async () => {
    const help = (await steward(temporaryFolder(), ['--help'])).out;
    const commands = [...help.matchAll(/^ {2}([a-z]+)(?: \[| <| {2})/gm)].flatMap(([, name]) => name ?? []);
    expect(commands).toHaveLength(20);
    expect(await offered('')).toEqual(expect.arrayContaining(commands));
    for (const command of commands.filter((name) => name !== 'help')) {
      const own = (await steward(temporaryFolder(), [command, '--help'])).out;
      const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].flatMap(([, flag]) => flag ?? []);
      expect(flags.length).toBeGreaterThan(0);
      expect(await offered(command, '--'), command).toEqual(expect.arrayContaining(flags));
    }
  }, 60_000);
});

describe('for shells that are not here', () => {
  test.each(['zsh', 'fish'])('%s knows the same commands and values', async (shell) => {
    const script = await scriptFor(shell);
    for (const word of ['status', 'logs', 'observe suggest assist autopilot', 'health performance budget emergency'])
      expect(script).toContain(word);
    if (has(shell)) {
      const folder = temporaryFolder();
      write(folder, { script });
      execFileSync(shell, ['-n', join(folder, 'script')]);
    }
  });

  test('another shell is wrong use', async () => {
    const told = await steward(temporaryFolder(), ['completion', 'tcsh']);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain('Allowed choices are bash, zsh, fish');
  });
});

test('how it is switched on stands in its help and in the documents', async () => {
  const help = (await steward(temporaryFolder(), ['completion', '--help'])).out;
  expect(help).toContain('source <(steward completion bash)');
  const readme = readFileSync(join(import.meta.dirname, '../../packages/cli/README.md'), 'utf8');
  expect(readme).toContain('source <(steward completion bash)');
});
