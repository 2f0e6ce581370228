// A Redis of a test's own, on a free port of the loopback, which keeps nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connectRedis, type RedisConnection } from '@steward/core/adapters/limits/redis-client.ts';

export interface OwnRedis {
  url: string;
  /** Closed with the server. */
  connect(): RedisConnection;
  stop(): Promise<void>;
  /** At the same address, with nothing in it. */
  restart(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export async function startRedis(program: string): Promise<OwnRedis> {
  const port = await freePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const begin = async (): Promise<ChildProcess> => {
    const begun = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await ready(begun);
    return begun;
  };
  let server = await begin();
  const url = `redis://127.0.0.1:${port}`;
  const open: RedisConnection[] = [];
  return {
    url,
    connect() {
      const connection = connectRedis(url);
      open.push(connection);
      return connection;
    },
    async stop() {
      for (const connection of open.splice(0)) await connection.close();
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill();
      await once(server, 'exit');
    },
    async restart() {
      server = await begin();
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
    server.once('error', reject);
  });
}
