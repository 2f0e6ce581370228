/** A response in pieces, as OpenAI streams it. */

import type {
  Response,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses.js';
import { piecesOf } from './anthropic-message.ts';
import type { SentResponse } from './openai-responses.ts';

type Unnumbered = ResponseStreamEvent extends infer Event
  ? Event extends { sequence_number: number }
    ? Omit<Event, 'sequence_number'>
    : never
  : never;

export function responseEvents(sent: SentResponse): ResponseStreamEvent[] {
  const response = sent as Response;
  const begun: Response = { ...response, status: 'in_progress', output: [], completed_at: null };
  delete begun.usage;
  const end = response.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
  const events: Unnumbered[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...response.output.flatMap((item, index) => itemEvents(item, index)),
    { type: end, response },
  ];
  return events.map((event, place) => ({ ...event, sequence_number: place }) as ResponseStreamEvent);
}

function itemEvents(item: ResponseOutputItem, output_index: number): Unnumbered[] {
  const done: Unnumbered = { type: 'response.output_item.done', item, output_index };
  if (item.type !== 'message') return [{ type: 'response.output_item.added', item, output_index }, done];
  const begun: ResponseOutputMessage = { ...(item as ResponseOutputMessage), status: 'in_progress', content: [] };
  return [
    { type: 'response.output_item.added', item: begun, output_index },
    ...(item as ResponseOutputMessage).content.flatMap((part, content_index) =>
      partEvents(part, { item_id: item.id as string, output_index, content_index }),
    ),
    done,
  ];
}

interface Place {
  item_id: string;
  output_index: number;
  content_index: number;
}

function partEvents(part: ResponseOutputMessage['content'][number], place: Place): Unnumbered[] {
  if (part.type === 'refusal') {
    return [
      { type: 'response.content_part.added', part: { ...part, refusal: '' }, ...place },
      ...piecesOf(part.refusal).map((delta): Unnumbered => ({ type: 'response.refusal.delta', delta, ...place })),
      { type: 'response.refusal.done', refusal: part.refusal, ...place },
      { type: 'response.content_part.done', part, ...place },
    ];
  }
  return [
    { type: 'response.content_part.added', part: { ...part, text: '' }, ...place },
    ...piecesOf(part.text).map(
      (delta): Unnumbered => ({ type: 'response.output_text.delta', delta, logprobs: [], ...place }),
    ),
    { type: 'response.output_text.done', text: part.text, logprobs: [], ...place },
    { type: 'response.content_part.done', part, ...place },
  ];
}
