/** How a Python project is checked: only with tools that its configuration, its tests or its workflows name. */
import type { Project } from '../../domain/evidence.ts';
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { found, type Ground, makeTarget, stepLike } from './ground.ts';

const CONFIGURATIONS = ['pyproject.toml', 'setup.cfg', 'tox.ini', 'pytest.ini', 'mypy.ini', 'ruff.toml', '.ruff.toml'];

/** The first file that holds a section, such as `[tool.ruff]` or `[mypy]`. */
function sectionIn(ground: Ground, section: RegExp): string | undefined {
  return CONFIGURATIONS.find((path) => section.test(ground.text(path)));
}

/** `uv run`, `poetry run` or `pdm run` in front of a tool, where the project's workflows do so. */
function prefixOf(ground: Ground): string {
  const match = ground.steps.map(({ run }) => /^(uv|poetry|pdm|pipenv) run /.exec(run)?.[0]).find(Boolean);
  return match ?? '';
}

function pytestShownBy(ground: Ground, project: Project): string | undefined {
  const section = sectionIn(ground, /^\[(?:tool\.pytest(?:\.ini_options)?|tool:pytest|pytest)\]/m);
  if (section !== undefined) return section;
  const step = ground.steps.find(({ run }) => /(?:^|\s)(?:pytest|py\.test)\b/.test(run));
  if (step !== undefined) return step.from;
  const listing = project.files.find(
    ({ path, role, text }) =>
      role === 'manifest' && /\.(?:toml|txt|cfg|ini)$/.test(path) && /^[\s"']*pytest\b/m.test(text),
  );
  if (listing !== undefined) return listing.path;
  return project.files.find(
    ({ role, language, text }) => role === 'test' && language === 'python' && /^import pytest\b/m.test(text),
  )?.path;
}

function testing(ground: Ground, project: Project): Pick<LanguageTools, 'test' | 'testOne'> {
  const prefix = prefixOf(ground);
  const shown = pytestShownBy(ground, project);
  if (shown !== undefined) {
    const file = `${prefix}pytest {path}`;
    return { test: { run: `${prefix}pytest`, from: shown }, testOne: { file, name: `${file} -k {name}` } };
  }
  const unittest = stepLike(ground, /\bpython3? -m unittest\b/, 'python -m unittest');
  if (unittest !== undefined) {
    const file = `${/^\S+/.exec(unittest.run)?.[0] ?? 'python'} -m unittest {path}`;
    return { test: unittest, testOne: { file, name: `${file} -k {name}` } };
  }
  if (ground.paths.has('tox.ini')) return { test: { run: 'tox', from: 'tox.ini' } };
  if (ground.paths.has('noxfile.py')) return { test: { run: 'nox', from: 'noxfile.py' } };
  return found({ test: makeTarget(ground, 'test', 'tests', 'check') });
}

export function pythonTools(ground: Ground, project: Project): LanguageTools {
  const prefix = prefixOf(ground);
  const configured = (section: RegExp, run: string): Command | undefined => {
    const from = sectionIn(ground, section);
    return from === undefined ? undefined : { run: `${prefix}${run}`, from };
  };
  const file = (path: string, run: string): Command | undefined =>
    ground.paths.has(path) ? { run: `${prefix}${run}`, from: path } : undefined;
  return found<LanguageTools>({
    ...testing(ground, project),
    lint:
      stepLike(ground, /\bruff check\b/, `${prefix}ruff check .`) ??
      configured(/^\[tool\.ruff(?:\.lint)?\]|^(?:select|line-length|\[lint\])/m, 'ruff check .') ??
      stepLike(ground, /(?:^|\s)flake8\b/, `${prefix}flake8`) ??
      file('.flake8', 'flake8') ??
      configured(/^\[flake8\]/m, 'flake8') ??
      makeTarget(ground, 'lint'),
    types:
      stepLike(ground, /(?:^|\s)mypy\b(?!\])/, `${prefix}mypy .`) ??
      configured(/^\[(?:tool\.)?mypy\][^[]*^\s*(?:files|packages)\s*=/m, 'mypy') ??
      configured(/^\[(?:tool\.)?mypy\]/m, 'mypy .') ??
      stepLike(ground, /(?:^|\s)pyright\b/, `${prefix}pyright`) ??
      file('pyrightconfig.json', 'pyright') ??
      configured(/^\[tool\.pyright\]/m, 'pyright') ??
      makeTarget(ground, 'typecheck', 'types', 'mypy'),
    format:
      stepLike(ground, /\bruff format\b.*--(?:check|diff)\b/, `${prefix}ruff format --check .`) ??
      stepLike(ground, /(?:^|\s)black\b.*--(?:check|diff)\b/, `${prefix}black --check .`) ??
      configured(/^\[tool\.black\]/m, 'black --check .'),
    build: stepLike(ground, /\bpython3? -m build\b|\b(?:uv|poetry|hatch) build\b/, 'python -m build'),
  });
}
