/** What a person's issue is: told by its labels, else by its title, its form and its words. */
import type { IssueFacts } from '../../domain/brief.ts';
import type { Piece } from './pieces.ts';

export type IssueKind = 'bug' | 'question' | 'feature' | 'other';

export interface Spoken {
  title: string;
  labels: readonly string[];
  pieces: readonly Piece[];
  facts: IssueFacts;
}

/** The first that knows decides. */
export function kindOf(spoken: Spoken): IssueKind {
  return (
    privateKind(spoken) ??
    emptyKind(spoken) ??
    spamKind(spoken) ??
    labelKind(spoken) ??
    prefixKind(spoken) ??
    questionKind(spoken) ??
    featureKind(spoken) ??
    bugKind(spoken) ??
    'other'
  );
}

type Reader = (spoken: Spoken) => IssueKind | null;

const proseOf = ({ pieces }: Spoken): string =>
  pieces
    .filter(({ kind }) => kind !== 'code')
    .map(({ text }) => text)
    .join('\n');

/** Somebody who asks where to tell of a weakness must not be asked to tell of it here. */
export const asksForPrivacy = (title: string, prose: string): boolean =>
  /vulnerab|security|exploit|sicherheitslück|faille|уязвим|漏洞|脆弱/i.test(`${title}\n${prose}`) &&
  /privat|in public|publicly|disclos|security contact|security\.md|responsibl|confidential|vertraulich|en privé|приватн|私下|私密|非公開/i.test(
    `${title}\n${prose}`,
  );

const privateKind: Reader = (spoken) => (asksForPrivacy(spoken.title, proseOf(spoken)) ? 'other' : null);

/** Nothing below, and a title that names nothing; where words have no blanks between them, each sign counts as one. */
const emptyKind: Reader = ({ pieces, title }) =>
  pieces.length === 0 && (title.match(SAID)?.length ?? 0) < 3 ? 'other' : null;

const SAID = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+/gu;

const PROMOTION =
  /free trial|limited offer|award.winning|best .{0,30} software|discount|coupon|casino|betting|crypto|loan|escort|buy now|click here|earn money|\d{1,2} ?% off|save \d{1,2} ?%|seo |backlink|whatsapp|telegram/gi;

const spamKind: Reader = (spoken) => {
  const text = `${spoken.title}\n${proseOf(spoken)}`.slice(0, 20_000);
  const hits = new Set([...text.matchAll(PROMOTION)].map(([word]) => word.toLowerCase())).size;
  return hits >= 2 && /https?:\/\/|www\./i.test(text) && spoken.pieces.every(({ kind }) => kind !== 'code')
    ? 'other'
    : null;
};

const LABELS: readonly [IssueKind, RegExp][] = [
  ['question', /^(?:question|support|help|discussion|usage|q ?& ?a|how to|frage|pregunta)$/],
  ['feature', /^(?:enhancement|feature|feature request|new feature|idea|proposal|wish|improvement|rfc)$/],
  ['bug', /^(?:bug|defect|regression|crash|confirmed bug|bug report|fehler|error)$/],
];

/** `kind/bug`, `type: bug`, `C-bug` and `🐛 bug` are all `bug`. */
const plainLabel = (label: string): string =>
  label
    .toLowerCase()
    .replace(/^(?:kind|type|category|c|t|issue)\s?[:/_-]\s?/, '')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim();

const labelKind: Reader = ({ labels }) => {
  const plain = labels.map(plainLabel);
  const found = LABELS.filter(([, pattern]) => plain.some((label) => pattern.test(label)));
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
};

const PREFIXES: readonly [IssueKind, RegExp][] = [
  ['bug', /^\s*(?:\[(?:bug|regression|crash|fehler)[^\]]{0,20}\]|(?:bug|regression)\b\s?(?:\([^)]{0,30}\))?:)/i],
  [
    'feature',
    /^\s*(?:\[(?:feature|request|enhancement|fr|idea|proposal)[^\]]{0,20}\]|(?:feat|feature|feature request|proposal|idea|fr)\b\s?(?:\([^)]{0,30}\))?:)/i,
  ],
  ['question', /^\s*(?:\[(?:question|q|help|support)[^\]]{0,20}\]|(?:question|q|help)\b:)/i],
];

const prefixKind: Reader = ({ title }) => PREFIXES.find(([, pattern]) => pattern.test(title))?.[0] ?? null;

const ASKING =
  /^\s*(?:how (?:do|can|to|should|does|would|is)|is (?:there|it|this)|are there|can (?:i|we|you|dur|it)|could (?:i|we)|what(?:'s| is| are| does| do)|where|which|when|who|does|do (?:i|you|we)|should i|wie |kann |warum|gibt es|comment |est-ce|pourquoi|¿|cómo|como |por qu|как |почему|можно ли|如何|怎么|怎麼|请问|請問|为什么|為什麼|どう|なぜ|어떻게|왜|hoe |waarom|jak |czy |dlaczego)/i;
const ENDS_ASKING = /[?？](?:["')\]]|\s)*$/;

const DOUBTS = /\b(?:am|are) (?:i|we) (?:\w+ )?(?:using|doing|holding|missing)\b|mache ich (?:\w+ ){0,3}falsch/i;
const GREETING =
  /^(?:hi|hello|hey|hallo|bonjour|hola|olá|ciao|привет|你好|您好|こんにちは)[^,.!?]{0,30}[,.!，！。]\s{0,3}/i;

/** A question in the title, or nothing but one below; a filled form is a report, unless whoever filled it doubts that. */
const questionKind: Reader = (spoken) => {
  const { title, pieces, facts } = spoken;
  const sentences = pieces
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ text }) => text.replace(GREETING, '').split(/(?<=[.!?。？！])\s{0,3}/))
    .filter((sentence) => ENDS_ASKING.test(sentence));
  if (sentences.some((sentence) => DOUBTS.test(sentence))) return 'question';
  if (pieces.some(({ section }) => section === 'steps') && facts.expected !== null) return null;
  if (ENDS_ASKING.test(title) || /か[。]?$/.test(title)) return 'question';
  if (ASKING.test(title) && !/\b(?:crash|fail|wrong|error)/i.test(title)) return 'question';
  const isReport = facts.expected !== null || hasError(spoken) || pieces.some(({ section }) => section === 'actual');
  return !isReport && sentences.some((sentence) => ASKING.test(sentence)) ? 'question' : null;
};

const hasError = ({ facts }: Spoken): boolean =>
  facts.excerpts.some((line) => /Error|Exception|panic|fatal/.test(line));

const WANTS_TITLE =
  /^\s*(?:add(?!s)|support(?! for .* (?:is )?broken)|allow|provide|implement|introduce|offer|please (?:add|support|make)|option (?:to|for)|ability to|(?:an? )?(?:new )?(?:option|flag|command|function|method|parameter) (?:to|for|that)|make it possible|it would be|unterstütz|hinzufügen|ajouter|prise en charge|añadir|agregar|soporte|adicionar|suporte|aggiungere|supporto|добавить|поддержка|支持|增加|添加|新增|希望|追加|対応|추가|지원|ondersteun|toevoegen|dodać|obsługa)/iu;
const WANTS_BODY =
  /\b(?:(?:would|it'd|it'll) be (?:\w+ )?(?:nice|great|useful|helpful|handy|good|cool|lovely|fun|awesome)|would (?:love|like) (?:to (?:see|have|be able)|a|an|it if)|please add|feature request|i wish|i suggest|my suggestion|wäre (?:\w+ )?(?:schön|toll|hilfreich|praktisch|nett)|ich wünsche|serait (?:\w+ )?(?:bien|utile|pratique|génial)|sería (?:\w+ )?(?:útil|bueno|genial|ideal)|seria (?:\w+ )?(?:bom|útil|legal|ótimo)|sarebbe (?:\w+ )?(?:utile|bello|comodo)|zou (?:\w+ )?(?:fijn|handig|mooi)|byłoby)|было бы|хотелось бы|предлагаю|希望(?:能|可以|支持|增加)|建议(?:增加|支持|添加)|能否|ほしい|欲しい|あると(?:嬉しい|便利)|좋겠/iu;

const featureKind: Reader = (spoken) => {
  const { title, pieces } = spoken;
  const sections = new Set(pieces.map(({ section }) => section));
  if ((sections.has('wish') || sections.has('need')) && !sections.has('steps') && !sections.has('actual'))
    return 'feature';
  if (WANTS_TITLE.test(title)) return 'feature';
  const isReport = sections.has('steps') || sections.has('actual') || hasError(spoken);
  return WANTS_BODY.test(proseOf(spoken)) && !isReport ? 'feature' : null;
};

const FAULT =
  /\b(?:bug|crash\w*|fail\w*|broke\w*|broken|wrong\w*|incorrect\w*|error\w*|exception|regress\w*|does ?n[o']t work|not work\w*|does not|doesn't|do not|don't|cannot|can't|hang\w*|freez\w*|stuck|leak\w*|corrupt\w*|lost|loses|lose|refused?|ignored?s?|ignores|missing|mismatch|unexpected\w*|dies|chokes|garbled|off by|out of line|typo|repeated|truncat\w*|slow\w*|fehler\w*|falsch\w*|absturz|stürzt|funktioniert nicht|geht nicht|erreur|plante|ne (?:marche|fonctionne) pas|faux|error|fallo|falla|no funciona|incorrect[ao]|erro|falha|não funciona|errore|non funziona|sbagliat[ao]|fout|werkt niet|błąd|nie działa)\b|ошибк|невер|неправил|не работает|падает|错误|錯誤|报错|報錯|崩溃|崩潰|不工作|无法|無法|不支持|只解析|バグ|エラー|失敗|正しく|動か|ません|おかしい|오류|에러|버그|안 ?(?:됨|됩|되)|않/iu;

const bugKind: Reader = (spoken) => {
  const { title, pieces, facts } = spoken;
  const sections = new Set(pieces.map(({ section }) => section));
  if (sections.has('steps') || sections.has('actual') || hasError(spoken)) return 'bug';
  if (facts.steps.length > 0 && (facts.expected !== null || facts.actual !== null)) return 'bug';
  return FAULT.test(title) || FAULT.test(proseOf(spoken)) ? 'bug' : null;
};
