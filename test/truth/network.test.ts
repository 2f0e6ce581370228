// Nothing but loopback: no call names a foreign host, the only addresses of the product are GitHub's, and CI proves it by cutting the net.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources, root, type Source } from '../support/source.ts';

const CALL =
  /\b(?:fetch|get|post|request|connect|createConnection|Request|WebSocket|URL)\s*\(\s*(?:new\s+URL\s*\(\s*)?[`'"](?:https?|wss?|git|ssh):\/\/([^/'"`\s:?#]+)/g;
const ADDRESS = /\bhttps?:\/\/([a-z0-9.-]+\.[a-z]{2,})/gi;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]|\$\{.*)$/;

const callsOf = ({ path, text }: Source): string[] =>
  [...text.matchAll(CALL)].flatMap(([, host = '']) => (LOOPBACK.test(host) ? [] : [`${path} calls ${host}`]));

/** What code says outside of its comments. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, '');

const hostsOf = ({ path, text }: Source): string[] =>
  [...withoutComments(text).matchAll(ADDRESS)].map(([, host = '']) => `${path} names ${host.toLowerCase()}`);

describe('no call', () => {
  test('of a test, a script or the product names a foreign host', () => {
    const sources = readSources(/^(?:packages|actions|scripts|test)\/(?!fixtures\/).*\.[cm]?[jt]s$/).filter(
      ({ path }) => path !== 'test/truth/network.test.ts',
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(callsOf)).toEqual([]);
  });

  test.each([
    ["fetch('https://api.example.org/x')", 1],
    ['await fetch(`http://example.org:80`)', 1],
    ["http.get(new URL('https://example.org'))", 1],
    ["fetch('http://127.0.0.1:3000/')", 0],
    ["fetch('http://localhost/')", 0],
    ['fetch(`${api}/x`)', 0],
    ["const url = 'https://example.org'", 0],
  ])('such as %j is judged rightly', (text, faults) => {
    expect(callsOf({ path: 'x.ts', text })).toHaveLength(faults);
  });
});

test('the rooms and actions name no host but GitHub, where a runner says none, and those of models, in one file', () => {
  const named = readSources(/^(?:packages\/core\/src|actions)\/.*\.ts$/).flatMap(hostsOf);
  expect([...new Set(named)].sort()).toEqual([
    'packages/core/src/adapters/models/presets.ts names api.anthropic.com',
    'packages/core/src/adapters/models/presets.ts names api.deepseek.com',
    'packages/core/src/adapters/models/presets.ts names api.openai.com',
    'packages/core/src/adapters/models/presets.ts names generativelanguage.googleapis.com',
    'packages/core/src/adapters/models/presets.ts names openrouter.ai',
    'packages/core/src/runtime/environment.ts names api.github.com',
    'packages/core/src/runtime/environment.ts names github.com',
  ]);
});

test('CI runs the suite once more where nothing but loopback exists', () => {
  const workflow = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8');
  expect(workflow).toMatch(/unshare --net [\s\S]*ip link set lo up[\s\S]*npm test/);
});
