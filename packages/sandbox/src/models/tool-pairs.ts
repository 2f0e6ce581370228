/** Each use of a tool is followed by its result, and each result follows its use. */

import type { ContentBlockParam, MessageParam } from '@anthropic-ai/sdk/resources/messages/messages.js';
import { ModelRefusal } from './model-refusal.ts';

const blocksOf = (message: MessageParam | undefined): readonly ContentBlockParam[] =>
  message === undefined || typeof message.content === 'string' ? [] : message.content;

export function checkToolPairs(messages: readonly MessageParam[]): void {
  for (const [index, message] of messages.entries()) {
    const used = blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    const answered = blocksOf(messages[index + 1]).flatMap((block) =>
      block.type === 'tool_result' ? [block.tool_use_id] : [],
    );
    const open = used.filter((id) => !answered.includes(id));
    if (open.length > 0) {
      throw new ModelRefusal(
        400,
        `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    }
    checkResults(message, index, blocksOf(messages[index - 1]));
  }
}

function checkResults(message: MessageParam, index: number, before: readonly ContentBlockParam[]): void {
  for (const [place, block] of blocksOf(message).entries()) {
    if (block.type !== 'tool_result') continue;
    if (before.some((earlier) => earlier.type === 'tool_use' && earlier.id === block.tool_use_id)) continue;
    throw new ModelRefusal(
      400,
      `messages.${index}.content.${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  }
}
