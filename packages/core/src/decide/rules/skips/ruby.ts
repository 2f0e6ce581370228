/** Skipped and pending tests of Ruby: RSpec, minitest and its dialects, test-unit. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, syntaxOf } from '../../syntax.ts';
import { quotedIn, reasonNear, type Skip } from './skip.ts';

const EXAMPLE = '(?:it|specify|example|scenario|test|should|describe|context|feature|its)';
const PREFIXED = /^\s*(?:RSpec\.)?x(?:it|specify|example|scenario|describe|context|feature)\b\s*\(?\s*["'(]/;
/** `skip "title" do` defines an example; without a block it is a call inside of one. */
const DEFINED = /^\s*(skip|pending)\s*\(?\s*(["'])[^"']*\2.*\bdo\s*(?:\|[^|]*\|)?\s*$/;
const OPTION = new RegExp(
  `^\\s*(?:RSpec\\.)?${EXAMPLE}\\b.*,\\s*(?::(skip|pending)\\b|(skip|pending):\\s*(?:true\\b|["']))`,
);
const CALL = /^\s*(skip|pending|omit|pend)\s*(?:$|\(|["'])/;
const CONDITION = /\b(?:if|unless)\b|&&|\|\||\?\s/;
const OPENING = new RegExp(`^\\s*${EXAMPLE}\\b.*\\bdo\\s*(?:\\|[^|]*\\|)?\\s*$|^\\s*def\\s+(test_\\w+[?!]?)`);
const HOOK = /^\s*(?:before|setup)\b.*\bdo\s*$|^\s*def\s+setup\b/;
const BRANCH =
  /\b(?:if|unless|else|elsif|case|when|while|until|rescue|begin|return|next|do|end|ensure)\b|\{\s*(?:\|[^|]*\|)?\s*$/;
const CONDITIONAL = /^(?:if|unless|else|elsif|case|when|while|until|begin|rescue|ensure|for)\b|\.each\b/;
/** What a generator writes into an empty file. */
const GENERATED = /^add some examples to \(or delete\)/;

const isConditional = (code: readonly string[], line: number): boolean =>
  enclosing(code, line).some((outer) => CONDITIONAL.test(outer));

/** An example inside an example is made for the outer one to run. */
const isInner = (code: readonly string[], line: number): boolean =>
  enclosing(code, line).some((outer) =>
    /^(?:it|specify|example|scenario|test|should)\b.*\bdo$|^def\s+test_/.test(outer),
  );

/** The example or hook whose first statements stand before this line; null where something could make it conditional. */
function openedBefore(lines: readonly string[], code: readonly string[], line: number): string | null {
  for (let at = line - 2; at >= 0 && at > line - 40; at -= 1) {
    const text = code[at] ?? '';
    const opening = OPENING.exec(text);
    if (opening !== null) return opening[1] ?? quotedIn(lines[at] ?? '');
    if (HOOK.test(text)) return '';
    if (BRANCH.test(text)) return null;
  }
  return null;
}

function definedIn(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  const raw = lines[line - 1] ?? '';
  const option = OPTION.exec(text);
  const defined = DEFINED.exec(text);
  if ((!PREFIXED.test(text) && option === null && defined === null) || CONDITION.test(text)) return null;
  if (isConditional(code, line) || isInner(code, line)) return null;
  const word = option?.[1] ?? option?.[2] ?? defined?.[1] ?? 'skip';
  const reason = option?.[2] === undefined ? '' : quotedIn(raw.slice(option[0].length - 1));
  return {
    line,
    kind: word === 'pending' ? 'xfail' : 'skip',
    reason: reason || reasonNear(file, line),
    test: quotedIn(raw) || (/^\s*\w+\s*\(?\s*([A-Z][\w:]*)/.exec(raw)?.[1] ?? ''),
  };
}

function calledIn(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  const call = CALL.exec(text);
  if (call === null || CONDITION.test(text) || DEFINED.test(text)) return null;
  const test = openedBefore(lines, code, line);
  const reason = quotedIn(lines[line - 1] ?? '') || reasonNear(file, line);
  if (test === null || GENERATED.test(reason) || isConditional(code, line)) return null;
  return { line, kind: call[1] === 'pending' ? 'xfail' : 'skip', reason, test };
}

export function rubySkips(file: SourceFile): Skip[] {
  const { code } = syntaxOf(file);
  return code.flatMap((text, index) => {
    if (!/\bx[a-z]|skip|pend|omit/.test(text)) return [];
    const one = definedIn(file, index + 1) ?? calledIn(file, index + 1);
    return one === null ? [] : [one];
  });
}
