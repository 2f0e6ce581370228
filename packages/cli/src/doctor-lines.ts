/** What `steward doctor` prints: the worst first, each with why and what to do, then what could not be known. */
import type { Diagnosis } from '@steward/core/decide/doctor/diagnosis.ts';
import type { Finding, FindingLevel, SetUp } from '@steward/core/domain/set-up.ts';
import { harmless, type Paint, type Style } from './terminal.ts';

const STYLES: Readonly<Record<FindingLevel, Style>> = { error: 'red', warning: 'yellow', hint: 'cyan' };

export function doctorLines(
  facts: SetUp,
  { findings, unknown, triggers, thinkers }: Diagnosis,
  paint: Paint,
): string[] {
  return [
    `${paint('bold', facts.repository)}, mode ${facts.mode}: ${verdict(findings)}`,
    ...findings.flatMap((finding) => ['', ...findingLines(finding, paint)]),
    ...titled(
      'Not known, and not counted as good:',
      unknown.map(({ what, reason }) => `${what}: ${reason}`),
    ),
    ...titled('What starts:', triggers),
    ...titled('Which models are asked:', thinkers),
  ];
}

function verdict(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing to mend.';
  const count = (level: FindingLevel): string[] => {
    const { length } = findings.filter((one) => one.level === level);
    return length === 0 ? [] : [`${length} ${level}${length === 1 ? '' : 's'}`];
  };
  return `${[...count('error'), ...count('warning'), ...count('hint')].join(', ')}.`;
}

const findingLines = ({ id, level, what, why, remedy, link }: Finding, paint: Paint): string[] => [
  `${paint(STYLES[level], level.padEnd(8))}${harmless(what)} ${paint('dim', `[${id}]`)}`,
  `        Why: ${harmless(why)}.`,
  `        Do:  ${harmless(remedy)}`,
  ...(link === '' ? [] : [`        ${paint('dim', harmless(link))}`]),
];

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${harmless(line)}`)];
