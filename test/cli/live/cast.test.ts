/** Who is simulated: whom the configuration names, or an example that is added to it. */
import { castOf, HANDS } from '@steward/cli/live/cast.ts';
import { describe, expect, it } from 'vitest';

const namesOf = (text: string): string[] | undefined => castOf(text)?.agents.map(({ name }) => name);

describe('the cast of a try', () => {
  it('is an example of three kinds where nobody is named, with settings that name them', () => {
    const cast = castOf('mode: assist # mine\n');
    expect(cast?.agents.map(({ name, kind }) => [name, kind])).toEqual([
      ['code-agent', 'workflow'],
      ['copilot', 'copilot'],
      ['helper', 'mention'],
    ]);
    expect(cast?.settings).toMatch(/^mode: assist # mine\n/);
    expect(cast?.settings).toContain(`identities: [${HANDS}]`);
    expect(castOf('')?.agents).toHaveLength(3);
  });

  it('leaves alone what the owner set', () => {
    const text = "caps:\n  open-tasks: 3\nidentities: ['our-app[bot]']\n";
    expect(castOf(text)?.settings?.match(/^(?:caps|identities):/gm)).toEqual(['caps:', 'identities:']);
  });

  it('is whom the owner named, by those names', () => {
    const text = 'agents:\n  robot: { kind: workflow, workflow: robot.yml }\n  ada: { kind: person, login: ada-l }\n';
    expect(castOf(text)).toMatchObject({
      settings: null,
      agents: [
        { name: 'ada', kind: 'person', login: 'ada-l' },
        { name: 'robot', kind: 'workflow', workflow: 'robot.yml' },
      ],
    });
  });

  it('is nobody where the owner wants none, where only teams and owners of code are named, and where the settings are faulty', () => {
    expect(castOf('agents: {}\n')).toBeNull();
    expect(castOf('agents:\n  team: { kind: person, login: org/team }\n  owners: { kind: person }\n')).toBeNull();
    expect(castOf('mode: [\n')).toBeNull();
    expect(castOf('{ mode: assist }\n')).toBeNull();
  });

  it('behaves otherwise from one to the next of a kind', () => {
    expect(namesOf('agents:\n  a: {}\n  b: {}\n')).toEqual(['a', 'b']);
    expect(castOf('agents:\n  a: {}\n  b: {}\n')?.agents.map(({ behaviour }) => behaviour)).toEqual([
      'failing',
      'quick',
    ]);
  });
});
