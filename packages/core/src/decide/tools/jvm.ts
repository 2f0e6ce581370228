/** How a Java or Kotlin project is checked: by Maven, Gradle or Ant, through the wrapper that it carries. */
import type { SourceFile } from '../../domain/evidence.ts';
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { folderOf, found, type Ground, isSafe, makeTarget, stepInUse, stepLike } from './ground.ts';

/** The wrapper beside the manifest or at the root; else the program that everybody has to install. */
function programOf(ground: Ground, folder: string, wrapper: string, program: string): string {
  const place = [folder === '' ? '' : `${folder}/`, ''].find((one) => ground.paths.has(`${one}${wrapper}`));
  return place === undefined ? program : `./${place}${wrapper}`;
}

const MAVEN_STEP = /^(?:\.\/)?(?:mvn|mvnw|[\w./-]+\/mvnw)\b.*\s(?:verify|test|install|package)\b/;

function maven(ground: Ground, manifest: SourceFile): LanguageTools {
  const folder = folderOf(manifest.path);
  const from = manifest.path;
  const program = programOf(ground, folder, 'mvnw', 'mvn');
  const call = folder === '' ? program : `${program} -f ${manifest.path}`;
  const isMany = /<modules>/.test(manifest.text);
  const one = isMany
    ? `${call} test -pl {module} -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest={stem}`
    : `${call} test -Dtest={stem}`;
  const plugin = (name: string, goal: string): Command | undefined =>
    manifest.text.includes(`<artifactId>${name}</artifactId>`) ? { run: `${call} ${goal}`, from } : undefined;
  return found<LanguageTools>({
    test: stepInUse(ground, MAVEN_STEP) ?? { run: `${call} test`, from },
    testOne: isMany && folder !== '' ? undefined : { file: one, name: `${one}#{name}` },
    lint:
      plugin('maven-checkstyle-plugin', 'checkstyle:check') ??
      plugin('spotbugs-maven-plugin', 'spotbugs:check') ??
      plugin('maven-pmd-plugin', 'pmd:check') ??
      makeTarget(ground, 'lint'),
    format: plugin('spotless-maven-plugin', 'spotless:check'),
    build: { run: `${call} package`, from },
  });
}

const GRADLE_STEP = /^(?:\.\/)?(?:gradle|gradlew|[\w./-]+\/gradlew)\b.*\s:?(?:[\w-]+:)*(?:check|test|build)\b/;

function gradle(ground: Ground, manifest: SourceFile): LanguageTools {
  const folder = folderOf(manifest.path);
  const program = programOf(ground, folder, 'gradlew', 'gradle');
  const call = folder === '' ? program : `${program} -p ${folder}`;
  const scripts = [...ground.all('build.gradle'), ...ground.all('build.gradle.kts')];
  const plugin = (name: RegExp, task: string): Command | undefined => {
    const script = scripts.find(({ text }) => name.test(text));
    return script === undefined ? undefined : { run: `${call} ${task}`, from: script.path };
  };
  // There `test` only starts others, and takes no name.
  const isAndroid = scripts.some(({ text }) => /com\.android\.|\bandroid\s*\{/.test(text));
  const one = `${call} {project}{set} --tests {stem}`;
  return found<LanguageTools>({
    test: stepInUse(ground, GRADLE_STEP) ?? { run: `${call} test`, from: manifest.path },
    testOne: folder !== '' || isAndroid ? undefined : { file: one, name: `${one}.{name}` },
    lint:
      plugin(/\bcheckstyle\b/, 'checkstyleMain') ??
      plugin(/io\.gitlab\.arturbosch\.detekt|\bdetekt\b/, 'detekt') ??
      plugin(/jlleitschuh\.gradle\.ktlint/, 'ktlintCheck') ??
      plugin(/\bid[\s('"]+pmd\b/, 'pmdMain') ??
      makeTarget(ground, 'lint'),
    format: plugin(/com\.diffplug\.spotless/, 'spotlessCheck'),
    build: { run: `${call} build`, from: manifest.path },
  });
}

function ant(ground: Ground): LanguageTools {
  const target = /<target\s[^>]*\bname="(test|junit|check)"/.exec(ground.text('build.xml'))?.[1];
  const test = stepLike(ground, /^ant\b.*\s(?:test|junit|check)\b/, 'ant test');
  return found<LanguageTools>({
    test: test ?? (target === undefined ? undefined : { run: `ant ${target}`, from: 'build.xml' }),
  });
}

export function jvmTools(ground: Ground): LanguageTools {
  const pom = ground.nearest('pom.xml');
  const script = ground.nearest('settings.gradle', 'settings.gradle.kts', 'build.gradle', 'build.gradle.kts');
  const isSafePlace = (file: SourceFile): boolean => isSafe(folderOf(file.path));
  const inUse = (step: RegExp): boolean => stepInUse(ground, step) !== undefined;
  const depth = (file: SourceFile): number => file.path.split('/').length;
  if (pom !== undefined && isSafePlace(pom)) {
    const isSecond = script !== undefined && (depth(script) < depth(pom) || (inUse(GRADLE_STEP) && !inUse(MAVEN_STEP)));
    if (!isSecond) return maven(ground, pom);
  }
  if (script !== undefined && isSafePlace(script)) return gradle(ground, script);
  const tools = ant(ground);
  return tools.test === undefined ? found({ test: makeTarget(ground, 'test', 'check') }) : tools;
}
