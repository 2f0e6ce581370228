/** The lines of a batch's file; what is wrong with them fails the whole batch. */

import type { BatchError } from 'openai/resources/batches.js';
import { isObject } from './anthropic-checks.ts';

export interface BatchLine {
  custom_id: string;
  url: string;
  body: unknown;
}

const MOST = 50_000;

export function readLines(content: string, endpoint: string): { lines: BatchLine[]; errors: BatchError[] } {
  const lines: BatchLine[] = [];
  const errors: BatchError[] = [];
  const models = new Set<unknown>();
  const seen = new Set<string>();
  for (const [index, text] of content.split('\n').entries()) {
    if (text.trim() === '') continue;
    const line = parseLine(text);
    const fault = (code: string, message: string) => void errors.push({ code, message, line: index + 1, param: null });
    if (line === null) fault('invalid_json_line', 'This line is not parseable as valid JSON.');
    else if (typeof line.custom_id !== 'string')
      fault('missing_required_parameter', "Missing required parameter: 'custom_id'.");
    else if (line.method !== 'POST') fault('invalid_method', "Only the method 'POST' is supported.");
    else if (line.url !== endpoint)
      fault('mismatched_url', 'The URL provided for this request does not match the endpoint.');
    else if (seen.has(line.custom_id)) fault('duplicate_custom_id', 'The custom_id for this request is a duplicate.');
    else {
      seen.add(line.custom_id);
      models.add(isObject(line.body) ? line.body.model : undefined);
      lines.push({ custom_id: line.custom_id, url: endpoint, body: line.body });
    }
  }
  const whole = wholeFault(lines.length + errors.length, models.size);
  return { lines, errors: whole === null ? errors : [...errors, whole] };
}

function parseLine(text: string): Record<string, unknown> | null {
  try {
    const line: unknown = JSON.parse(text);
    return isObject(line) ? line : null;
  } catch {
    return null;
  }
}

function wholeFault(lines: number, models: number): BatchError | null {
  if (lines === 0) return { code: 'empty_file', message: 'The input file is empty.', line: null, param: null };
  if (lines > MOST) {
    return { code: 'too_many_tasks', message: `A batch has at most ${MOST} requests.`, line: null, param: null };
  }
  if (models <= 1) return null;
  return {
    code: 'mismatched_model',
    message: 'All requests of a batch have to be for the same model.',
    line: null,
    param: null,
  };
}
