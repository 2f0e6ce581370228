import { UserErrors } from '@steward/core/domain/failure.ts';
import { effectiveSettings, merged } from '@steward/core/domain/inheritance.ts';
import { inheritConfiguration } from '@steward/core/runtime/configuration.ts';
import { describe, expect, test } from 'vitest';

const inherit = (own: string, defaults: string) =>
  inheritConfiguration(
    { text: own, path: '.github/steward.yml' },
    { text: defaults, path: 'acme/.github/steward-defaults.yml' },
  );

const faultOf = (own: string, defaults: string): string => {
  try {
    inherit(own, defaults);
    return '';
  } catch (error) {
    return error instanceof UserErrors ? error.message : String(error);
  }
};

describe('settings over those of the owner', () => {
  test('what has keys is merged, lists and values are replaced as a whole [AR-25]', () => {
    const defaults = { caps: { suggestions: 3, 'open-tasks': 4 }, exclude: ['a/**'], queue: 'fifo' };
    expect(merged(defaults, { caps: { suggestions: 1 }, exclude: ['b/**'] })).toEqual({
      caps: { suggestions: 1, 'open-tasks': 4 },
      exclude: ['b/**'],
      queue: 'fifo',
    });
  });

  test('each setting tells where it is from [AR-25]', () => {
    const config = inherit('inherit: true\nexclude: [b]\n', 'caps: { suggestions: 3 }\nexclude: [a]\n');
    const written = { own: { inherit: true, exclude: ['b'] }, defaults: { caps: { suggestions: 3 }, exclude: ['a'] } };
    const found = effectiveSettings({ ...config, mode: 'assist' }, { ...written, inputs: ['mode'] });
    const of = (key: string) => found.find((one) => one.key === key);
    expect(of('caps.suggestions')).toEqual({ key: 'caps.suggestions', value: 3, origin: 'organisation' });
    expect(of('caps.open-tasks')).toEqual({ key: 'caps.open-tasks', value: 8, origin: 'default' });
    expect(of('exclude')).toEqual({ key: 'exclude', value: ['b'], origin: 'repository' });
    expect(of('mode')).toEqual({ key: 'mode', value: 'assist', origin: 'input' });
  });

  test('a fault is told of the file that it stands in [AR-25]', () => {
    expect(faultOf('inherit: true\n', 'caps:\n  sugestions: 3\n')).toMatch(
      /^acme\/\.github\/steward-defaults\.yml is not valid:\n {2}- line 2: unknown key `sugestions`/,
    );
    expect(faultOf('inherit: true\nqueue: no\n', 'caps: { suggestions: 3 }\n')).toMatch(
      /^\.github\/steward\.yml is not valid:\n {2}- line 2: `queue`/,
    );
    expect(faultOf('', 'identities: [x]\nmode: observe\n')).toMatch(
      /line 1: `identities` is not .*\n.*line 2: `mode` is not/,
    );
    expect(faultOf('inherit: true\nqueue: fifo\n', 'queue: no\n')).toBe('');
  });
});
