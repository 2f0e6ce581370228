/** How a project measures itself: only where it shows a benchmark. */
import type { Language, Project } from '../../domain/evidence.ts';
import type { Command } from '../../domain/tooling.ts';
import { type Ground, makeTarget } from './ground.ts';

/** By language, as its own toolchain runs benchmarks; else a make target of that name. A package's scripts are read elsewhere. */
export function benchOf(language: Language, ground: Ground, project: Project): Command | undefined {
  return OWN[language]?.(ground, project) ?? makeTarget(ground, 'bench', 'benchmark', 'benchmarks');
}

const OWN: Partial<Record<Language, (ground: Ground, project: Project) => Command | undefined>> = {
  go: (ground, { files }) => {
    const file = files.find(
      ({ language, role, text }) => language === 'go' && role === 'test' && /^func Benchmark/m.test(text),
    );
    return file && ground.paths.has('go.mod')
      ? { run: "go test -run '^$' -bench . ./...", from: file.path }
      : undefined;
  },
  rust: (ground) => {
    const bench = [...ground.paths].find((path) => /^benches\/[^/]+\.rs$/.test(path));
    return bench && ground.paths.has('Cargo.toml') ? { run: 'cargo bench', from: bench } : undefined;
  },
};
