/** The question that an agent leaves: found where people can see it, bounded, and never somebody else's. */
import { readQuestion } from '@steward/core/decide/hand-off/question.ts';
import { QUESTION_LIMIT } from '@steward/core/domain/assignment.ts';
import { describe, expect, test } from 'vitest';
import { hostile } from '../../guard/hostile-text.ts';
import { PATTERNS, repeated } from '../../hostile/patterns.ts';
import fc from '../../support/fuzz.ts';
import { workOf } from '../../support/work.ts';

describe('a question of an agent', () => {
  test.each([
    ['alone', 'STEWARD-QUESTION: Which unit?', 'Which unit?'],
    ['at the end of an answer', 'I read it all.\n\nSTEWARD-QUESTION: Which unit?\n', 'Which unit?'],
    ['over several lines', 'STEWARD-QUESTION: Which\nunit,\r\nthen?\n\nThanks', 'Which unit, then?'],
    ['in bold', '**STEWARD-QUESTION:** Which unit?', 'Which unit?'],
    ['all in bold', '**STEWARD-QUESTION: Which unit?**', 'Which unit?'],
    ['as an item', '- STEWARD-QUESTION: Which unit?', 'Which unit?'],
    ['of several the last', 'STEWARD-QUESTION: a?\n\nSTEWARD-QUESTION: b?', 'b?'],
    ['behind a fence', '```\nSTEWARD-QUESTION: a?\n```\nSTEWARD-QUESTION: b?', 'b?'],
    ['behind code that is no fence', '```x``` is\n\nSTEWARD-QUESTION: b?', 'b?'],
    ['with what nobody sees in it', 'STEWARD-QUESTION: Which\u200b <!-- x -->unit?\u202e', 'Which unit?'],
  ])('is read %s [CW-18]', (_, text, question) => {
    expect(readQuestion(text)).toBe(question);
  });

  test.each([
    ['nothing is asked', 'Done, see #3.'],
    ['the word stands in a sentence', 'I end with STEWARD-QUESTION: x?'],
    ['the form is quoted from the instructions', 'As `STEWARD-QUESTION: your question` says'],
    ['it is quoted', '> STEWARD-QUESTION: x?'],
    ['it stands in a fence', '````\n```\nSTEWARD-QUESTION: x?\n````'],
    ['it stands in a fence without an end', '~~~\nSTEWARD-QUESTION: x?'],
    ['it stands in a comment', '<!--\nSTEWARD-QUESTION: x?\n-->'],
    ['it stands in a comment without an end', 'a <!--\nSTEWARD-QUESTION: x?'],
    ['it stands in code that is set in', '    STEWARD-QUESTION: x?'],
    ['nothing follows', 'STEWARD-QUESTION:\n\nx?'],
    ['only marks follow', 'STEWARD-QUESTION: …?'],
    ['it is written otherwise', 'Steward-question: x?'],
  ])('is none where %s', (_, text) => {
    expect(readQuestion(text)).toBeNull();
  });

  test('is bounded, in one line, and shows nothing hidden, whatever is written', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.nat(200), (before, said, times) => {
        const question = readQuestion(`${before}\n\nSTEWARD-QUESTION: ${said.repeat(times)}`);
        if (question === null) return;
        expect([...question].length).toBeLessThanOrEqual(QUESTION_LIMIT);
        expect(question).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\u061c]|<!--.*-->/);
      }),
    );
  });

  test('takes no longer than its length, whatever is repeated', () => {
    for (const unit of [...PATTERNS, 'STEWARD-QUESTION: ', '\nSTEWARD-QUESTION:', '**STEWARD-QUESTION:'])
      expect(workOf(() => readQuestion(`${repeated(unit)}\n\nSTEWARD-QUESTION: x`))).toBeLessThan(1_000);
  });
});
