/** How a Python project is checked: only with tools that its configuration, its tests or its workflows name. */
import type { Project } from '../../domain/evidence.ts';
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { found, type Ground, isSafe, makeTarget, stepInUse, stepLike } from './ground.ts';

const CONFIGURATIONS = ['pyproject.toml', 'setup.cfg', 'tox.ini', 'pytest.ini', 'mypy.ini', 'ruff.toml', '.ruff.toml'];

/** The first file that holds a section, such as `[tool.ruff]` or `[mypy]`. */
function sectionIn(ground: Ground, section: RegExp): string | undefined {
  return CONFIGURATIONS.find((path) => section.test(ground.text(path)));
}

const RUNNERS: readonly [string, string][] = [
  ['uv.lock', 'uv run '],
  ['poetry.lock', 'poetry run '],
  ['pdm.lock', 'pdm run '],
  ['Pipfile.lock', 'pipenv run '],
];

/** `uv run`, `poetry run` or `pdm run` in front of a tool: as the workflows do it, else as the lock file asks for. */
function prefixOf(ground: Ground): string {
  const match = ground.steps.map(({ run }) => /^(uv|poetry|pdm|pipenv) run /.exec(run)?.[0]).find(Boolean);
  if (match !== undefined) return match;
  const isPlain = ground.steps.some(({ run }) => /^(?:python3? -m )?(?:pytest|unittest|mypy|ruff|tox|nox)\b/.test(run));
  return isPlain ? '' : (RUNNERS.find(([lock]) => ground.paths.has(lock))?.[1] ?? '');
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

/** What a project calls its own check, by a runner of environments: sessions of nox, environments of tox, scripts of others. */
function taskOf(ground: Ground, prefix: string, ...names: string[]): Command | undefined {
  const name = names.join('|');
  const session = new RegExp(`^def (${name})\\(session\\b`, 'm').exec(ground.text('noxfile.py'))?.[1];
  if (session !== undefined) return { run: `nox -s ${session}`, from: 'noxfile.py' };
  for (const path of ['tox.ini', 'setup.cfg']) {
    const environment = new RegExp(`^\\[testenv:(${name})\\]`, 'm').exec(ground.text(path))?.[1];
    if (environment !== undefined) return { run: `tox -e ${environment}`, from: path };
  }
  for (const [section, run] of SCRIPTS) {
    const text = section.exec(ground.text('pyproject.toml'))?.[1] ?? '';
    const script = new RegExp(`^(${name})\\s*=`, 'm').exec(text)?.[1];
    if (script !== undefined) return { run: `${run === 'poe' ? prefix : ''}${run} ${script}`, from: 'pyproject.toml' };
  }
  return undefined;
}
const SCRIPTS: readonly [RegExp, string][] = [
  [/^\[tool\.hatch\.envs\.default\.scripts\]([^[]*)/m, 'hatch run'],
  [/^\[tool\.pdm\.scripts\]([^[]*)/m, 'pdm run'],
  [/^\[tool\.poe\.tasks\]([^[]*)/m, 'poe'],
];

const RUNNER_STEP = /^(?:(?:uvx|pipx run|(?:uv|poetry|pdm|pipenv) run) )?(?:tox|nox|hatch test|hatch run \S*test\S*)\b/;
/** One environment of several, which is not the one that tests. */
const OTHER_SESSION = /\s(?:-e|-s|--sessions?|--env)[\s=](?!\S*(?:test|py|unit|cov))/;

/** Where workflows test through a runner of environments and never by pytest itself, that is how the suite is run. */
function suiteInUse(ground: Ground): Command | undefined {
  const isDirect = ground.steps.some(
    ({ run, from }) => from.startsWith('.github/') && /(?:^|\s)(?:pytest|py\.test)\b/.test(run),
  );
  return isDirect ? undefined : stepInUse(ground, RUNNER_STEP, OTHER_SESSION);
}

function testing(ground: Ground, project: Project): Pick<LanguageTools, 'test' | 'testOne'> {
  const prefix = prefixOf(ground);
  const inUse = suiteInUse(ground);
  const shown = pytestShownBy(ground, project);
  if (shown !== undefined) {
    const file = `${prefix}pytest {path}`;
    return {
      test: inUse ?? { run: `${prefix}pytest`, from: shown },
      testOne: { file, name: `${file} -k {name}` },
    };
  }
  const unittest = stepLike(ground, /\bpython3? -m unittest\b/, 'python -m unittest');
  if (unittest !== undefined) {
    const file = `${/^\S+/.exec(unittest.run)?.[0] ?? 'python'} -m unittest {path}`;
    return { test: unittest, testOne: { file, name: `${file} -k {name}` } };
  }
  if (inUse !== undefined) return { test: inUse };
  if (ground.paths.has('tox.ini')) return { test: { run: 'tox', from: 'tox.ini' } };
  if (ground.paths.has('noxfile.py')) {
    return { test: taskOf(ground, prefix, 'tests?', 'unit') ?? { run: 'nox', from: 'noxfile.py' } };
  }
  const django = ground.nearest('manage.py');
  const isDjango = django !== undefined && isSafe(django.path) && /\bdjango\b/.test(django.text);
  return found({
    test:
      taskOf(ground, prefix, 'tests?') ??
      makeTarget(ground, 'test', 'tests', 'check') ??
      (isDjango ? { run: `${prefix}python ${django.path} test`, from: django.path } : undefined),
  });
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
      makeTarget(ground, 'lint') ??
      taskOf(ground, prefix, 'lint', 'style', 'flake8', 'ruff'),
    types:
      stepLike(ground, /(?:^|\s)mypy\b(?!\])/, `${prefix}mypy .`) ??
      configured(/^\[(?:tool\.)?mypy\][^[]*^[^\S\n]*(?:files|packages)\s*=/m, 'mypy') ??
      configured(/^\[(?:tool\.)?mypy\]/m, 'mypy .') ??
      stepLike(ground, /(?:^|\s)pyright\b/, `${prefix}pyright`) ??
      file('pyrightconfig.json', 'pyright') ??
      configured(/^\[tool\.pyright\]/m, 'pyright') ??
      makeTarget(ground, 'typecheck', 'types', 'mypy') ??
      taskOf(ground, prefix, 'typecheck', 'type_check', 'types', 'typing', 'mypy', 'pyright'),
    format:
      stepLike(ground, /\bruff format\b.*--(?:check|diff)\b/, `${prefix}ruff format --check .`) ??
      stepLike(ground, /(?:^|\s)black\b.*--(?:check|diff)\b/, `${prefix}black --check .`) ??
      configured(/^\[tool\.black\]/m, 'black --check .'),
    build: stepLike(ground, /\bpython3? -m build\b|\b(?:uv|poetry|hatch) build\b/, 'python -m build'),
  });
}
