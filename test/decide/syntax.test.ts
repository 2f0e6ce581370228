/** Telling comments and strings from code, in each language and in text that is none. */
import { DIALECTS, spansOf } from '@steward/core/decide/lexer.ts';
import { enclosing, syntaxOf } from '@steward/core/decide/syntax.ts';
import { languageOf } from '@steward/core/domain/tooling.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const read = (path: string, text: string) =>
  syntaxOf({ path, text, blob: 'a', language: languageOf(path), role: 'source' });
const comments = (path: string, text: string) =>
  read(path, text).comments.map(({ line, text: words }) => `${line} ${words}`);

describe('comments', () => {
  it.each([
    ['a.ts', "const a = '// no'; // yes\n", ['1 yes']],
    ['a.ts', 'const a = `x ${b /* in */ + `// no ${c}`} // no`; // yes\n', ['1 in', '1 yes']],
    ['a.ts', 'const a = /[/*]\\/\\/ no/g; // yes\n', ['1 yes']],
    ['a.ts', 'const a = b / c; // yes\nconst d = e / f;\n', ['1 yes']],
    ['a.ts', 'return /\\/\\/ no/.test(a); // yes\n', ['1 yes']],
    ['a.tsx', "<p>Don't</p>\n// yes\n", ['2 yes']],
    ['a.ts', '/**\n * One.\n * Two.\n */\n', ['1 ', '2 One.', '3 Two.', '4 ']],
    ['a.py', 'a = "# no" # yes\nb = """\n# no\n"""\n# yes\n', ['1 yes', '5 yes']],
    ['a.py', "a = r'\\' # no'\n# yes\n", ['2 yes']],
    ['a.go', "a := `// no\n/* no */` // yes\nb := '\"' // yes\n", ['2 yes', '3 yes']],
    ['a.rs', 'let a = r##"// no "# no"##; // yes\n', ['1 yes']],
    ['a.rs', "fn a<'b>(c: &'b str) -> char { '\"' } // yes\n", ['1 yes']],
    ['a.rs', '/* a /* b */ c */ let d = 1;\n', ['1 a /* b */ c']],
    ['a.yml', "a: it's # yes\nb: '# no' # yes\nc: a#no\n", ['1 yes', '2 yes']],
    ['a.java', 'String a = "// no"; // yes\nchar b = \'"\'; // yes\n', ['1 yes', '2 yes']],
    [
      'a.java',
      'String a = """\n  // no "quoted"\n  \\""" # no\n  """; // yes\n/* a /* b */ int c; // yes\n',
      ['4 yes', '5 a /* b', '5 yes'],
    ],
    ['a.kt', 'val a = "${b("// no")} // no" // yes\nval c = """\\ // no ${d} """ // yes\n', ['1 yes', '2 yes']],
    ['a.kt', "val a = if (b) { 'c' } else { '\"' } /* d /* e */ f */ // yes\n", ['1 d /* e */ f', '1 yes']],
    ['a.c', "int a = 1'000'000; char b = '\"'; // yes\n#error Don't // no\nint c; // yes\n", ['1 yes', '3 yes']],
    ['a.cpp', 'auto a = R"x(// no )" // no)x"; // yes\nauto b = LR"(")"; // yes\n', ['1 yes', '2 yes']],
    [
      'a.c',
      '// one \\\n   goes on\nint a;\n#if 0\n// no\n#ifdef B\n#else\n#endif\n#else\n// yes\n#endif\n',
      ['1 one \\', '2 goes on', '10 yes'],
    ],
    ['a.rb', 'a = "#{b("# no")} # no" # yes\nc = \'#{d\' # yes\n', ['1 yes', '2 yes']],
    ['a.rb', '=begin\nyes\n=end\na = 1 # yes\n__END__\n# no\n', ['1 ', '2 yes', '3 ', '4 yes']],
    ['a.rb', 'a(<<~ONE, <<-"TWO") # yes\n  # no\n  ONE more\n  ONE\n  # no\n  TWO\n# yes\n', ['1 yes', '7 yes']],
    ['a.rb', 'a << B # yes\nclass << self # yes\nc <<D # yes\n', ['1 yes', '2 yes', '3 yes']],
    [
      'a.rb',
      'a = %w[# no [# no]] # yes\nb = c % d # yes\nexpect %q(# no) # yes\ne %= 2 # yes\n',
      ['1 yes', '2 yes', '3 yes', '4 yes'],
    ],
    [
      'a.rb',
      'a = b / c # yes\nd = /# no "/ # yes\nmatch /# no/ # yes\ne / f # yes\n',
      ['1 yes', '2 yes', '3 yes', '4 yes'],
    ],
    [
      'a.rb',
      "a = b ? 'c' : 'd' # yes\ne = ?\" # yes\nf = $' # yes\ndef /(other) # yes\n",
      ['1 yes', '2 yes', '3 yes', '4 yes'],
    ],
    ['a.rb', 'a = /\n  x # no: a regular expression over lines\n/x # yes\n', ['3 yes']],
    ['a.php', '# no\n<?php // yes ?> // no\n<?= $a # yes\n?>\n<?php #[No]\n/* yes */\n', ['2 yes', '3 yes', '6 yes']],
    ['a.php', '<?php\n$a = "{$b["// no"]} // no"; // yes\n$c = \'\\\'// no\'; # yes\n', ['2 yes', '3 yes']],
    ['a.php', "<?php\n$a = <<<'X'\n// no\nXY\n  X, // yes\n$b;\n", ['5 yes']],
    ['a.php', '<?php\na(); // yes\n__halt_compiler();\n// no\n', ['2 yes']],
    ['a.sh', 'a=${#b} # yes\necho "# no" # yes\n', ['1 yes', '2 yes']],
  ])('of %s in %j are %j', (path, text, expected) => {
    expect(comments(path, text)).toEqual(expected);
  });

  it('tell whether they stand alone and whether they document', () => {
    const found = read('a.rs', '/// Documents.\nlet a = 1; // beside\n// alone\n').comments;
    expect(found.map(({ alone, documentation }) => [alone, documentation])).toEqual([
      [true, true],
      [false, false],
      [true, false],
    ]);
  });
});

describe('code', () => {
  it('keeps its lines and columns when comments and strings are blanked', () => {
    const { lines, code } = read('a.ts', "it.skip('a', () => { // b\n  return `c\nd`;\n});\n");
    expect(code.map((line) => line.length)).toEqual(lines.map((line) => line.length));
    expect(code[0]?.trimEnd()).toBe("it.skip(' ', () => {");
  });

  it('shows what encloses a line by its indentation, innermost first', () => {
    const lines = ['describe("a", () => {', '  if (b) {', '    one();', '', '    it.skip("c");', '  }', '});'];
    expect(enclosing(lines, 5)).toEqual(['if (b) {', 'describe("a", () => {']);
    expect(enclosing(lines, 1)).toEqual([]);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    '`',
    '/',
    '*',
    '#',
    '\\',
    '\n',
    '${',
    '}',
    '{',
    'r',
    'b',
    '"""',
    '[',
    ']',
    '(',
    ' ',
    'a',
    'é',
    '😀',
    ...['%', '%w(', '#{', '<<~A', '\nA\n', '<<<A', '<?php ', '?>', '=begin\n', '\n=end\n', '__END__\n', 'R"(', ')"'],
    ...['#if 0\n', '#endif\n', '{$', '?', '$', '//', '/*', '*/', '<', ')', '=', 'def ', 'return '],
  );
  const texts = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));

  it.each(DIALECTS)('gives ordered spans within it, read as %s', (dialect) => {
    fc.assert(
      fc.property(texts, (text) => {
        let from = 0;
        for (const { start, end } of spansOf(text, dialect)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          from = end;
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each(['a.ts', 'a.go', 'a.rs', 'a.py', 'a.java', 'a.kt', 'a.c', 'a.rb', 'a.php', 'a.sh', 'a.yml', 'a.txt'])(
    'keeps the lines of %s, whatever is in it',
    (path) => {
      fc.assert(
        fc.property(texts, (text) => {
          const { lines, code, comments: found } = read(path, text);
          expect(code.map((line) => line.length)).toEqual(lines.map((line) => line.length));
          for (const { line } of found) expect(line).toBeLessThanOrEqual(lines.length);
        }),
        { seed: 7, numRuns: 500 },
      );
    },
  );
});
