/** Files as OpenAI keeps them: what batches are made of, and what comes out of them. */

import type { FileDeleted, FileObject, FilePurpose } from 'openai/resources/files.js';
import { DAY } from './batch-settings.ts';
import { json, type ModelAnswer, type ModelCall, step } from './model-call.ts';
import { type ModelOffice, nameOf } from './model-office.ts';
import { ModelRefusal } from './model-refusal.ts';
import { refuseParam } from './openai-checks.ts';

interface Kept {
  object: FileObject;
  content: string;
}

/** Files of batches go after thirty days. */
const KEPT = 30 * DAY;
const LARGEST = 200 * 1024 * 1024;

export class OpenAIFiles {
  readonly #files = new Map<string, Kept>();
  readonly #office: ModelOffice;

  constructor(office: ModelOffice) {
    this.#office = office;
  }

  async answer(call: ModelCall): Promise<ModelAnswer> {
    const id = step(call, 2);
    switch (`${call.method} ${step(call, 3)}`) {
      case 'POST ':
        return this.#create(call);
      case 'GET ':
        return json(id === '' ? this.#list(call.query) : this.#find(id).object);
      case 'GET content':
        return { status: 200, type: 'application/octet-stream', text: this.content(id) };
      case 'DELETE ':
        this.#find(id);
        this.#files.delete(id);
        return json({ id, object: 'file', deleted: true } satisfies FileDeleted);
    }
    throw new ModelRefusal(404, `Invalid URL (${call.method} ${call.path})`);
  }

  content(id: string): string {
    return this.#find(id).content;
  }

  /** Something the vendor wrote itself. */
  keep(content: string, purpose: FileObject['purpose'], filename: string): FileObject {
    const created = Math.floor(this.#office.clock.now().getTime() / 1000);
    const object: FileObject = {
      id: nameOf(this.#office, 'file-'),
      object: 'file',
      bytes: Buffer.byteLength(content),
      created_at: created,
      filename,
      purpose,
      status: 'processed',
      ...(/^batch/.test(purpose) && { expires_at: created + KEPT / 1000 }),
    };
    this.#files.set(object.id, { object, content });
    return object;
  }

  forget(id: string): void {
    this.#files.delete(id);
  }

  #find(id: string): Kept {
    const file = this.#files.get(id);
    const now = this.#office.clock.now().getTime() / 1000;
    if (file === undefined || (file.object.expires_at ?? now + 1) <= now) {
      throw new ModelRefusal(404, `No such File object: ${id}`, { param: 'id' });
    }
    return file;
  }

  #list(query: URLSearchParams) {
    const purpose = query.get('purpose');
    const all = [...this.#files.values()].map(({ object }) => object).reverse();
    return cursorPage(
      all.filter((object) => purpose === null || object.purpose === purpose),
      query,
    );
  }

  async #create({ headers, body }: ModelCall): Promise<ModelAnswer> {
    const type = headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data')) throw refuseParam('A file is sent as multipart/form-data.', 'file');
    if (body.length > LARGEST) throw new ModelRefusal(413, 'The file is larger than 200 MB.');
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    const purpose = form.get('purpose') as FilePurpose | null;
    if (!(file instanceof File))
      throw refuseParam("Missing required parameter: 'file'.", 'file', 'missing_required_parameter');
    if (purpose !== 'batch') {
      if (purpose === null)
        throw refuseParam("Missing required parameter: 'purpose'.", 'purpose', 'missing_required_parameter');
      throw new ModelRefusal(501, `SANDBOX: files for ${String(purpose)} are not implemented`);
    }
    return json(this.keep(await file.text(), purpose, file.name));
  }
}

/** One page of a list, as OpenAI cuts them. */
export function cursorPage<Item extends { id: string }>(all: readonly Item[], query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 20);
  const after = query.get('after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(from, from + limit);
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < all.length,
  };
}
