/** Which languages stand in for each other, and how a test may know code without naming it: a framework calls it. */
import type { Language, Project, SourceFile } from '../domain/evidence.ts';
import { syntaxOf } from './syntax.ts';

/** Languages whose files import each other. */
export type Family = 'script' | 'python' | 'go' | 'rust' | 'jvm' | 'c' | 'ruby' | 'php';

export const FAMILIES: Record<Language, Family> = {
  typescript: 'script',
  javascript: 'script',
  python: 'python',
  go: 'go',
  rust: 'rust',
  java: 'jvm',
  kotlin: 'jvm',
  c: 'c',
  ruby: 'ruby',
  php: 'php',
};

type Spoken = Pick<SourceFile, 'language'>;

/** Where a file is used by the names that it defines, and not by the module that it is. */
const BY_NAME: ReadonlySet<Family> = new Set(['go', 'rust', 'jvm', 'c', 'ruby', 'php']);
export const isUsedByName = ({ language }: Spoken): boolean => language !== null && BY_NAME.has(FAMILIES[language]);

/** Families in which a file without a name of its own cannot be judged. */
const NEEDS_NAME: ReadonlySet<Family> = new Set(['jvm', 'c', 'ruby', 'php']);
export const needsName = ({ language }: Spoken): boolean => language !== null && NEEDS_NAME.has(FAMILIES[language]);

export const areKin = (one: Spoken, other: Spoken): boolean =>
  one.language !== null && other.language !== null && FAMILIES[one.language] === FAMILIES[other.language];

/** Declares what other files define. */
export const isHeader = (path: string): boolean => /\.(?:h|hh|hpp|hxx)$/.test(path);

const SUPERTYPES: Partial<Record<Language, RegExp>> = {
  java: /\b(?:extends|implements)\s+([\w.<>?, ]+)/g,
  kotlin: /(?:\)|\bclass \w+|\bobject \w+)\s*:\s*([\w.<>?(), ]+)/g,
  php: /\b(?:extends|implements)\s+([\w\\, ]+)/g,
  ruby: /^[^\S\n]*class\s+[\w:]+\s*<\s*([\w:]+)/gm,
  c: /\bclass\s+\w+(?:\s+final)?\s*:\s*([\w:<>, ]+)/g,
};

/** The types that those of this file are a kind of: a test that knows them may be given any. */
export function supertypesOf(file: SourceFile): string[] {
  const pattern = file.language === null ? undefined : SUPERTYPES[file.language];
  if (pattern === undefined) return [];
  return syntaxOf(file).code.flatMap((line) =>
    [...line.matchAll(pattern)].flatMap((match) => match[1]?.match(/[A-Za-z_]\w*/g) ?? []),
  );
}

interface Framework {
  /** Tests that drive the whole application. */
  driven: RegExp;
  /** Paths of such tests. */
  drivenPath?: RegExp;
  /** What the framework calls by itself. */
  called: RegExp;
  calledPath?: RegExp;
}

const FRAMEWORKS: Partial<Record<Family, Framework>> = {
  jvm: {
    driven:
      /@(?:SpringBootTest|WebMvcTest|DataJpaTest|JdbcTest|QuarkusTest|QuarkusIntegrationTest|MicronautTest|HelidonTest)\b|\b(?:MockMvc|WebTestClient|TestRestTemplate|RestAssured|JerseyTest|ActivityScenario|testApplication)\b/,
    called:
      /^[ \t]*@(?:RestController|Controller|Component|Configuration|Repository|Service|Entity|ControllerAdvice|RestControllerAdvice|Path|WebServlet|WebFilter|ApplicationScoped|RequestScoped|Singleton|Named|Aspect|HiltViewModel|AndroidEntryPoint)\b/m,
  },
  ruby: {
    driven: /\bRack::Test\b|\bCapybara\b|\bActionDispatch::IntegrationTest\b/,
    drivenPath:
      /(?:^|\/)spec\/(?:requests|system|features|controllers|integration|api)\/|(?:^|\/)test\/(?:integration|system|controllers)\/|(?:^|\/)features\/.*\.(?:rb|feature)$/,
    called: /<\s*(?:Sinatra::Base|Grape::API|Application(?:Controller|Job|Mailer|Cable)|ActionController::\w+)/,
    calledPath:
      /(?:^|\/)app\/(?:controllers|helpers|views|components|channels|mailers|jobs|policies|serializers|graphql|resolvers|presenters|decorators|inputs|validators)\//,
  },
  php: {
    driven:
      /\b(?:WebTestCase|KernelTestCase|ApiTestCase|RefreshDatabase|DatabaseTransactions|BrowserKit\w*|CommandTester|createClient)\b|->(?:get|post|put|patch|delete)Json\(|\$this->(?:get|post|put|delete|artisan|livewire)\(/,
    called:
      /\bextends\s+\\?(?:\w+\\)*(?:AbstractController|Controller|ServiceProvider|Command|AbstractType|AbstractExtension|Model|ServiceEntityRepository)\b|#\[(?:Route|AsCommand|AsEventListener|AsMessageHandler)\b/,
    calledPath:
      /(?:^|\/)(?:Controllers?|Http|Middleware|Providers?|Console|Commands?|EventListeners?|EventSubscribers?|Listeners|Observers|Jobs|Policies|Twig|Forms?|Livewire|Filament|MessageHandler)\//,
  },
};

/** The families whose tests start the whole application: then what a framework calls may be tested without a name. */
export function drivenFamilies(project: Project): Set<Family> {
  const found = new Set<Family>();
  for (const { role, language, path, text } of project.files) {
    const family = role === 'test' && language !== null ? FAMILIES[language] : undefined;
    const framework = family === undefined ? undefined : FRAMEWORKS[family];
    if (family === undefined || framework === undefined || found.has(family)) continue;
    if (framework.driven.test(text) || framework.drivenPath?.test(path)) found.add(family);
  }
  if (project.paths.some((path) => FRAMEWORKS.ruby?.drivenPath?.test(path))) found.add('ruby');
  if (drivesPrograms(project)) found.add('c');
  return found;
}

/** Programs in C are often tested from outside: by scripts, or by a language that starts or loads them. */
const DRIVER =
  /(?:^|\/)(?:tests?|testsuite|t|spec|regress\w*)\/.*\.(?:sh|bash|bats|t|exp|tcl|pl|test|phpt|lua|cmake|robot)$/;
const STARTS = /\b(?:subprocess|ctypes|cffi|pexpect|os\.system|Open3|FFI|Fiddle)\b/;
const drivesPrograms = (project: Project): boolean =>
  project.paths.some((path) => DRIVER.test(path)) ||
  project.files.some(({ role, language, text }) => role === 'test' && language !== 'c' && STARTS.test(text));

/** Whether a framework, or whoever starts the program, calls this file by itself. */
export function isCalled({ path, text, language }: SourceFile): boolean {
  if (language === 'c') return true;
  const framework = language === null ? undefined : FRAMEWORKS[FAMILIES[language]];
  return framework !== undefined && (framework.called.test(text) || (framework.calledPath?.test(path) ?? false));
}
