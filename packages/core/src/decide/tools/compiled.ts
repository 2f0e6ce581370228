/** How Go and Rust projects are checked: their toolchains give the commands, their configuration says which are in use. */
import type { LanguageTools } from '../../domain/tooling.ts';
import { folderOf, found, type Ground, isSafe, makeTarget, stepLike } from './ground.ts';

export function goTools(ground: Ground): LanguageTools {
  const module = ground.nearest('go.mod');
  const folder = module === undefined ? '' : folderOf(module.path);
  if (module === undefined || !isSafe(folder)) return {};
  const from = module.path;
  const go = folder === '' ? 'go' : `go -C ${folder}`;
  const configuration = ['.golangci.yml', '.golangci.yaml', '.golangci.toml', '.golangci.json'].find((path) =>
    ground.paths.has(path),
  );
  const configured = configuration === undefined ? undefined : { run: 'golangci-lint run', from: configuration };
  return found<LanguageTools>({
    test: { run: `${go} test ./...`, from },
    testOne: folder === '' ? { file: 'go test {directory}', name: 'go test {directory} -run {name}' } : undefined,
    lint: configured ?? makeTarget(ground, 'lint') ?? { run: `${go} vet ./...`, from },
    format: stepLike(ground, /^gofmt -[ld]+\b/, 'gofmt -l .'),
    build: { run: `${go} build ./...`, from },
  });
}

export function rustTools(ground: Ground): LanguageTools {
  const manifest = ground.nearest('Cargo.toml');
  const folder = manifest === undefined ? '' : folderOf(manifest.path);
  if (manifest === undefined || !isSafe(folder)) return {};
  const from = manifest.path;
  const place = folder === '' ? '' : ` --manifest-path ${manifest.path}`;
  const all = /^\[workspace\]/m.test(manifest.text) ? ' --workspace' : '';
  const style = ['rustfmt.toml', '.rustfmt.toml'].find((path) => ground.paths.has(path));
  const formatted = style === undefined ? undefined : { run: 'cargo fmt --check', from: style };
  return found<LanguageTools>({
    test: { run: `cargo test${place}${all}`, from },
    testOne: { name: `cargo test${place}${all} {name}` },
    lint: stepLike(ground, /\bcargo clippy\b/, 'cargo clippy') ?? makeTarget(ground, 'lint', 'clippy'),
    format: stepLike(ground, /\bcargo fmt\b.*--check\b/, 'cargo fmt --check') ?? formatted,
    build: { run: `cargo build${place}${all}`, from },
  });
}
