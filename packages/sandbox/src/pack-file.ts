/** Packs as git has them, without deltas: many objects in two files instead of a file each. */

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { GitObject } from './git-batch.ts';
import { zlibStream } from './zlib-stream.ts';

/** One object as a pack holds it. */
export interface PackedObject {
  oid: Buffer;
  bytes: Buffer;
  crc: number;
}

export interface PackFile {
  /** Path without its ending. */
  path: string;
  count: number;
  bytes: number;
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 };
const HEAD = 12;
const OID = 20;

export function packObject({ oid, type, content }: GitObject): PackedObject {
  const bytes = Buffer.concat([entryHead(TYPES[type], content.length), zlibStream(content)]);
  return { oid: Buffer.from(oid, 'hex'), bytes, crc: crc32(bytes) };
}

/** The type and the lowest four bits of the size, then seven bits at a time. */
function entryHead(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) as number) | 128;
    bytes.push(rest & 127);
  }
  return Buffer.from(bytes);
}

/** Of several copies of an object one is written. */
export function writePack(folder: string, objects: readonly PackedObject[]): PackFile {
  const unique = [...new Map(objects.map((object) => [object.oid.toString('latin1'), object])).values()];
  const sorted = unique.sort((left, right) => Buffer.compare(left.oid, right.oid));
  const head = Buffer.alloc(HEAD);
  head.write('PACK', 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(sorted.length, 8);
  const body = Buffer.concat([head, ...sorted.map(({ bytes }) => bytes)]);
  const proof = createHash('sha1').update(body).digest();
  const path = join(folder, `pack-${proof.toString('hex')}`);
  writeFileSync(`${path}.pack`, Buffer.concat([body, proof]), { mode: 0o444 });
  // Git sees a pack by its index, so that comes last and whole.
  writeFileSync(`${path}.tmp`, indexOf(sorted, proof), { mode: 0o444 });
  renameSync(`${path}.tmp`, `${path}.idx`);
  return { path, count: sorted.length, bytes: body.length + OID };
}

function indexOf(sorted: readonly PackedObject[], proof: Buffer): Buffer {
  const fanout = Buffer.alloc(1024);
  const numbers = Buffer.alloc(sorted.length * 8);
  let offset = HEAD;
  for (const [index, { oid, bytes, crc }] of sorted.entries()) {
    fanout.writeUInt32BE(index + 1, (oid[0] as number) * 4);
    numbers.writeUInt32BE(crc, index * 4);
    numbers.writeUInt32BE(offset, (sorted.length + index) * 4);
    offset += bytes.length;
  }
  for (let first = 1, before = fanout.readUInt32BE(0); first < 256; first += 1) {
    before = Math.max(before, fanout.readUInt32BE(first * 4));
    fanout.writeUInt32BE(before, first * 4);
  }
  const magic = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
  const all = Buffer.concat([magic, fanout, ...sorted.map(({ oid }) => oid), numbers, proof]);
  return Buffer.concat([all, createHash('sha1').update(all).digest()]);
}

/** Only for packs that `writePack` wrote: their objects stand in the order of their index. */
export function readPack({ path, count }: PackFile): PackedObject[] {
  const index = readFileSync(`${path}.idx`);
  const pack = readFileSync(`${path}.pack`);
  const oids = 8 + 1024;
  const crcs = oids + count * OID;
  const offsets = crcs + count * 4;
  return Array.from({ length: count }, (_, at) => {
    const start = index.readUInt32BE(offsets + at * 4);
    const stop = at + 1 < count ? index.readUInt32BE(offsets + (at + 1) * 4) : pack.length - OID;
    return {
      oid: index.subarray(oids + at * OID, oids + (at + 1) * OID),
      bytes: pack.subarray(start, stop),
      crc: index.readUInt32BE(crcs + at * 4),
    };
  });
}

export function removePack({ path }: PackFile): void {
  rmSync(`${path}.idx`, { force: true });
  rmSync(`${path}.pack`, { force: true });
}
