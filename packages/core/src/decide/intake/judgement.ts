/** What is to become of one person's issue, from what it says and what people have done about it. Pure. */
import type { IssueFacts } from '../../domain/brief.ts';
import type { Call } from '../../domain/command.ts';
import type { Config } from '../../domain/config.ts';
import { digest } from '../../domain/digest.ts';
import type { IssueReport } from '../../domain/issue-report.ts';
import { isToBePlanned } from '../../domain/planning-settings.ts';
import { PRIORITIES, type Priority, type TaskType } from '../../domain/task.ts';
import { urgencyOf } from '../../domain/urgency.ts';
import { factsOf, isRepeatable, wishOf } from './facts.ts';
import { asksForPrivacy, type IssueKind, kindOf } from './kind.ts';
import { type Portrait, portraitOf } from './likeness.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { isCalledWish, type Leave, standsAlone, waitsForAuthor, wasAsked } from './standing.ts';

export interface Reading {
  report: IssueReport;
  kind: IssueKind;
  facts: IssueFacts;
  /** The text that facts were read from: the body, and what its author said below. */
  text: string;
  portrait: Portrait;
  /** Of the facts and the title: another one means that the author said something else. */
  said: string;
  priority: Priority;
  reasons: string[];
  type: TaskType;
  isRepeatable: boolean;
  isPrivate: boolean;
}

/** Reads an issue: what it is, and what it says. */
export function readIssue(report: IssueReport, config: Config): Reading {
  const { title, labels, number } = report;
  const answers = report.remarks.filter(({ author }) => author === report.author).map(({ body }) => body);
  const text = [report.body, ...answers].join('\n\n');
  const pieces = [report.body as string, ...answers].flatMap(piecesOf);
  const seen = factsOf(pieces);
  const told = kindOf({ title, labels, pieces: piecesOf(report.body), facts: seen });
  const kind = told === 'bug' && isCalledWish(report) ? 'feature' : told;
  const facts = kind === 'bug' ? seen : wishOf(pieces);
  const { priority, reasons } = urgencyOf({ labels, title, body: text }, prioritiesOf(config));
  return {
    ...{ report, kind, facts, text, priority },
    portrait: portraitOf(number, title, pieces),
    said: digest(JSON.stringify([title, priority, facts]), 16),
    reasons: ['a person reported it', ...reasons],
    type: typeOf(kind, labels, pieces),
    isRepeatable: isRepeatable(facts),
    isPrivate: asksForPrivacy(title, report.body.slice(0, 20_000)),
  };
}

/** The owner's own names of priorities, the other way round. */
function prioritiesOf({ labels: { map } }: Config): Record<string, Priority> {
  return Object.fromEntries(
    PRIORITIES.flatMap((priority) => {
      const name = map[`priority:${priority}`];
      return name === undefined ? [] : [[name, priority]];
    }),
  );
}

function typeOf(kind: IssueKind, labels: readonly string[], pieces: readonly Piece[]): TaskType {
  const plain = labels.map((label) => label.toLowerCase());
  const has = (pattern: RegExp): boolean => plain.some((label) => pattern.test(label));
  if (has(/\bsecurity\b/)) return 'security';
  if (has(/\bperf(?:ormance)?\b/)) return 'performance';
  if (has(/\bdoc(?:s|umentation)?\b/)) return 'documentation';
  if (kind === 'bug') return 'bug-fix';
  return kind === 'feature' || pieces.length > 0 ? 'feature' : 'bug-fix';
}

export type Judgement =
  /** A person with write access asked for it, or it is good enough to be suggested. */
  { kind: 'adopt' } | { kind: 'ask'; asked: boolean } | { kind: 'leave'; reasons: Leave[] };

export interface Bearings {
  config: Config;
  /** Of somebody who may, to take it up: by a label or on the dashboard; null: none. */
  order: Call | null;
  /** A person took the label of tasks off it. */
  released: boolean;
  /** An older issue says the same. */
  repeats: boolean;
  /** A maintainer closed the same as not planned. */
  declined: boolean;
  /** Reports that cannot be repeated are asked about without anybody's order. */
  asks: boolean;
  /** Steward has asked here before. */
  asked: boolean;
}

/**
 * The reasons that an order overrides: what Steward would not choose by itself. Whoever orders an issue that looks like
 * another, or like one that was declined, has seen that they are two; and said so of this one.
 */
const CHOICES: readonly Leave[] = [
  ...(['a question', 'a wish', 'no report of a fault', 'kept for newcomers'] as const),
  ...(['declined before', 'says the same as another', 'waits for its author'] as const),
];

export function judgeIssue(reading: Reading, bearings: Bearings): Judgement {
  const { report } = reading;
  const { config, order, asks, asked } = bearings;
  const all = [...standsAlone(report, config.labels.ignore, order?.at ?? null), ...contentReasons(reading, bearings)];
  const reasons = order === null ? all : all.filter((reason) => !CHOICES.includes(reason));
  const others = reasons.filter((reason) => reason !== 'no steps' && reason !== 'waits for its author');
  if (others.length > 0) return { kind: 'leave', reasons };
  if (!reasons.includes('no steps')) return { kind: 'adopt' };
  const mayAsk = order !== null || asks;
  const once = mayAsk && !asked && !wasAsked(report) && report.unread === 0;
  return once ? { kind: 'ask', asked: order !== null } : { kind: 'leave', reasons };
}

function contentReasons(reading: Reading, { config, released, repeats, declined }: Bearings): Leave[] {
  const { kind, report } = reading;
  const isFault = kind === 'bug';
  return [
    ...(isToBePlanned(report.labels, config) ? ['to be planned' as const] : []),
    ...(released ? ['its label was taken off' as const] : []),
    ...(reading.isPrivate ? ['private' as const] : []),
    ...(declined ? ['declined before' as const] : []),
    ...(repeats ? ['says the same as another' as const] : []),
    ...(kind === 'question' ? ['a question' as const] : []),
    ...(kind === 'feature' ? ['a wish' as const] : []),
    ...(kind === 'other' ? ['no report of a fault' as const] : []),
    ...(isFault && !reading.isRepeatable ? ['no steps' as const] : []),
    ...(isFault && waitsForAuthor(report) ? ['waits for its author' as const] : []),
  ];
}
