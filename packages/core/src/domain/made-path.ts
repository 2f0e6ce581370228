/** Paths of what a program made: nobody reads them line by line. */

const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|(?:yarn|cargo|poetry|uv|pdm|gemfile|composer|deno|bun|flake|pipfile|gradle|packages)\.lock(?:b|\.json)?|go\.sum|mix\.lock|pubspec\.lock)$/i;
const GENERATED =
  /(?:^|\/)(?:dist|node_modules|vendor|__snapshots__|__generated__)\/|\.min\.(?:js|css)$|\.(?:map|snap)$|[._-]generated\.[\w.]+$|\.pb(?:\.gw)?\.(?:go|ts|js)$|_pb2(?:_grpc)?\.pyi?$/i;

export const isLock = (path: string): boolean => LOCK.test(path);
export const isGenerated = (path: string): boolean => LOCK.test(path) || GENERATED.test(path);
