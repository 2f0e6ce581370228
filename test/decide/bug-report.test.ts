// What reads like a bug report that can be worked on, in several languages, and what does not, however loud it is.
import { isBugReport } from '@steward/core/decide/bug-report.ts';
import { describe, expect, it } from 'vitest';
import { workOf } from '../support/work.ts';

const trace = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    main()\nValueError: 1h 30m';

describe('a bug report', () => {
  it.each([
    [
      'with steps, expected and actual',
      'Wrong sum',
      '1. call `parse("1h 30m")`\n2. look\n\nExpected 5400, actual 3600.',
    ],
    ['with a trace and its version', 'parse fails', `Since 1.4.2:\n\n\`\`\`\n${trace}\n\`\`\``],
    ['that asks why, with a trace', 'Why does this happen?', `I get this on version 2.1:\n\n${trace}\n`],
    [
      'in German',
      'Absturz beim Start',
      'Das Programm stürzt ab.\n\n```\ndur 1h 30m\n```\n\nErwartet: 5400. Version 1.4.2, Linux.',
    ],
    [
      'in Chinese',
      '解析报错',
      '运行下面的代码时崩溃了，版本 1.4.2：\n\n```\nparse("1h 30m")\n```\n\n应该返回 5400，但程序直接退出，没有任何提示信息，请看一下这个问题。',
    ],
    [
      'of a panic',
      'Crash',
      "thread 'main' panicked at src/main.rs:3:5:\nindex out of bounds\n\nTo reproduce: dur --weeks. Tried with 0.3.1.",
    ],
  ])('%s is one', (_, title, body) => {
    expect(isBugReport({ title, body })).toBe(true);
  });

  it.each([
    [
      'a wish',
      'Feature request: weeks',
      'It should read `1w`.\n\n```\nparse("1w")\n```\n\nExpected 604800, now an error, in 1.4.2.',
    ],
    ['a question', 'How do I read weeks?', 'I get an error with 1w in version 1.4.2. What should it be called there?'],
    ['a complaint', 'BROKEN!!!', 'It is broken, broken, broken, and nobody does anything about it at all, please fix!'],
    ['an empty form', 'Bug', '<!-- Steps to reproduce\n\nExpected, actual, version 1.0, ``` -->\n\n'],
    [
      'a form that never closes its hint',
      'Bug',
      `<!-- Steps to reproduce: expected an error in 1.0.0 ${'x'.repeat(200)}`,
    ],
    [
      'praise',
      'Thank you',
      'I have used this since 0.9.1, it should be better known, and here is my code:\n\n```\nparse("1h")\n```',
    ],
  ])('%s is none', (_, title, body) => {
    expect(isBugReport({ title, body })).toBe(false);
  });

  it('is told quickly, whatever stands in it', () => {
    const pieces = [
      '\n',
      ' ',
      '\t',
      '<!--',
      'at ',
      'File "',
      '1.',
      'support for ',
      '`',
      'at a(',
      '\n    ',
      'v1.',
      'does not ',
    ];
    const work = workOf(() => {
      for (const piece of pieces) {
        const body = piece.repeat(Math.ceil(65_536 / piece.length));
        isBugReport({ title: body.slice(0, 256), body });
      }
    });
    expect(work).toBeLessThan(5_000);
  });
});
