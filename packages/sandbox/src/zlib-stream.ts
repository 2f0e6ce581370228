/** Bytes in a zlib stream, as git keeps them. What is small is stored as it is: setting up a compressor costs more than it saves. */

import { deflateSync } from 'node:zlib';

const SMALL = 1024;
const MODULUS = 65_521;

export function zlibStream(bytes: Buffer): Buffer {
  if (bytes.length > SMALL) return deflateSync(bytes, { level: 1 });
  const stream = Buffer.alloc(bytes.length + 11);
  stream.writeUInt16BE(0x7801, 0);
  stream.writeUInt8(1, 2);
  stream.writeUInt16LE(bytes.length, 3);
  stream.writeUInt16LE(~bytes.length & 0xffff, 5);
  bytes.copy(stream, 7);
  stream.writeUInt32BE(adler32(bytes), bytes.length + 7);
  return stream;
}

/** For at most some five thousand bytes, which cannot overflow before the division. */
function adler32(bytes: Buffer): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low += byte;
    high += low;
  }
  return (high % MODULUS) * 65_536 + (low % MODULUS);
}
