/** The HTTP door of the sandbox and of its models: a real socket, and connections that really break. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Receiver } from './gateway.ts';

export class SandboxServer {
  readonly #server: Server;
  readonly #gateway: Receiver;

  constructor(gateway: Receiver) {
    this.#gateway = gateway;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: `SANDBOX: ${message}` }));
      });
    });
  }

  listen(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { method = 'GET', url = '/', headers } = request;
    const departure = await this.#gateway.receive({ method, url, headers, body });
    switch (departure.kind) {
      case 'silence':
        return;
      // Whoever is refused never gets as far as to send; from here a broken connection is the nearest to it.
      case 'refused':
      case 'reset':
        request.socket.destroy();
        return;
      case 'cut':
        response.sendDate = false;
        response.writeHead(departure.status, departure.headers);
        response.write(departure.body.subarray(0, departure.body.length >> 1), () => request.socket.destroy());
        return;
      case 'answer':
        response.sendDate = false;
        response.writeHead(departure.status, departure.headers);
        response.end(departure.body);
    }
  }
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
