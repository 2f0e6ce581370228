/** A real git repository over loopback HTTP, served by git's own CGI program, that asks for a token and notes requests. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const TOKEN = 'loopback-token';

export interface Repository {
  root: string;
  /** Runs git in the work tree. */
  git(...command: string[]): string;
  write(path: string, text: string | Uint8Array): void;
  link(path: string, target: string): void;
  /** Commits everything, on the given day of 2026. */
  commit(day: string, message?: string): string;
}

export function makeRepository(root: string, format: 'sha1' | 'sha256' = 'sha1'): Repository {
  mkdirSync(root, { recursive: true });
  const git = (...command: string[]): string => execFileSync('git', command, { cwd: root, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main', `--object-format=${format}`);
  const place = (path: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    return join(root, path);
  };
  return {
    root,
    git,
    write: (path, text) => writeFileSync(place(path), text),
    link: (path, target) => symlinkSync(target, place(path)),
    commit(day, message = 'Change') {
      const date = `${day}T12:00:00Z`;
      git('add', '--all', '--force');
      execFileSync(
        'git',
        [
          '-c',
          'user.name=Person',
          '-c',
          'user.email=person@example.com',
          'commit',
          '--quiet',
          '--allow-empty',
          '-m',
          message,
        ],
        { cwd: root, env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } },
      );
      return git('rev-parse', 'HEAD');
    },
  };
}

export interface GitServer {
  url: string;
  /** `METHOD path` of every request that carried the token. */
  requests: string[];
  close(): Promise<void>;
}

/** Serves every repository below `root`, as `<name>/.git`. */
export async function serveGit(root: string): Promise<GitServer> {
  const requests: string[] = [];
  const expected = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    requests.push(`${request.method} ${url.pathname}`);
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH ?? '',
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        GIT_CONFIG_COUNT: '2',
        GIT_CONFIG_KEY_0: 'uploadpack.allowFilter',
        GIT_CONFIG_VALUE_0: 'true',
        GIT_CONFIG_KEY_1: 'safe.directory',
        GIT_CONFIG_VALUE_1: '*',
        REQUEST_METHOD: request.method ?? 'GET',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
        REMOTE_USER: 'reader',
      },
    });
    request.pipe(child.stdin);
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('close', () => {
      const whole = Buffer.concat(pieces);
      const end = whole.indexOf('\r\n\r\n');
      const headings = whole.toString('latin1', 0, Math.max(0, end)).split('\r\n');
      const headers = Object.fromEntries(
        headings.map((line): [string, string] => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
      );
      const { Status: status, ...others } = headers;
      response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10), others).end(whole.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'steward-git-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
