/** Words that say how bad a fault is, in the languages that issues are most often written in. */
import type { Priority } from './task.ts';

export interface Severity {
  /** As a reason has it: `reports a crash`. */
  what: string;
  priority: Exclude<Priority, 'medium'>;
  /**
   * Phrases of words in lower case. `*` at a word's end: however it goes on. ` .. `: up to two words between, in one
   * clause. `!a,-b` behind a phrase: unless `a` comes next, or `b` stands before it.
   */
  phrases: readonly string[];
  /** Parts of words, for languages that put no blanks between them. */
  parts?: readonly string[];
}

/** What is called after a crash is none. */
const CALLED = '!report*,handler*,log,logs,test,tests,course,safe,recovery,analytics,dialog*,message*,screen*,page*';

export const SEVERITIES: readonly Severity[] = [
  {
    what: 'reports a loss of data',
    priority: 'urgent',
    phrases: [
      ...['data loss', 'dataloss', 'data corruption', 'corrupt* .. data', 'corrupt* .. database', 'data .. corrupt*'],
      ...['lose .. data', 'loses .. data', 'losing .. data', 'lost .. data', 'loss of data', 'data .. lost'],
      ...[
        'lost all my',
        'lost all our',
        'lost everything',
        'wipes .. data',
        'wiped .. data',
        'deletes all',
        'deleted all',
      ],
      ...['datenverlust', 'daten .. verloren', 'daten .. gelöscht', 'perte de données', 'perd* .. données'],
      ...['données .. perdues', 'pérdida de datos', 'pierd* .. datos', 'perda de dados', 'perdita di dati'],
      ...['потеря данных', 'потери данных', 'теряются данные', 'dataverlies', 'utrata danych'],
    ],
    parts: ['数据丢失', '丢失数据', '資料遺失', 'データが消', 'データ消失', 'データ損失', '데이터 손실'],
  },
  {
    what: 'reports a weakness',
    priority: 'urgent',
    phrases: [
      ...[
        'security hole*',
        'security issue*',
        'security bug*',
        'security flaw*',
        'security problem*',
        'security risk*',
      ],
      ...['security vulnerab*', 'vulnerabilit*', 'vulnerable', 'exploit*', 'xss', 'csrf', 'ssrf', 'rce'],
      ...['sql injection', 'command injection', 'code injection', 'path traversal', 'remote code execution'],
      ...['privilege escalation', 'auth bypass', 'authentication bypass', 'leaks .. password', 'leaks .. passwords'],
      ...['leaks .. token', 'leaks .. tokens', 'leaks .. secret', 'leaks .. secrets', 'leaks .. credentials'],
      ...['sicherheitslücke*', 'schwachstelle*', 'faille* de sécurité', 'vulnérabilité*', 'vulnerabilidad*'],
      ...['fallo de seguridad', 'falha de segurança', 'vulnerabilità', 'falla di sicurezza', 'уязвимост*'],
      ...['kwetsbaarheid*', 'luk* w zabezpieczeniach'],
    ],
    parts: ['安全漏洞', '脆弱性', '취약점'],
  },
  {
    what: 'reports an outage',
    priority: 'urgent',
    phrases: [
      ...['production is down', 'prod is down', 'site is down', 'service is down', 'outage*', 'produktion steht'],
      ...['production .. en panne', 'producción .. caíd*', 'produção .. fora do ar'],
    ],
  },
  {
    what: 'reports a crash',
    priority: 'high',
    phrases: [
      ...[
        `crash*${CALLED}`,
        'segfault*',
        'segmentation fault*',
        'panics',
        'panicked',
        'core dump*',
        'sigsegv',
        'sigabrt',
      ],
      ...['abort trap', 'stürzt .. ab', 'abgestürzt', 'abstürz*', 'absturz*', 'plante', 'plantage*', 'se bloquea'],
      ...['se cierra solo', 'se cierra inesperadamente', 'trava', 'fecha sozinho', 'va in crash', 'si blocca'],
      ...['падает', 'вылетает', 'крашится', 'loopt vast', 'zawiesza*'],
    ],
    parts: ['崩溃', '崩潰', '闪退', '閃退', 'クラッシュ', '落ちます', '크래시'],
  },
  {
    what: 'reports that it hangs',
    priority: 'high',
    phrases: [
      ...['hangs', 'freezes', 'froze', 'deadlock*', 'infinite loop', 'endless loop', 'loops forever', 'unresponsive'],
      ...['never returns', 'hängt sich auf', 'friert ein', 'endlosschleife', 'boucle infinie', 'bucle infinito'],
      ...['se congela', 'loop infinito', 'зависает'],
    ],
    parts: ['卡死', '死循环', '死循環', 'フリーズ', '無限ループ', '무한 루프'],
  },
  {
    what: 'reports a regression',
    priority: 'high',
    phrases: [
      ...['regression*!test*,suite*,model*,analysis,-linear,-logistic', 'regressed', 'used to work', 'worked before'],
      ...['worked in', 'worked fine in', 'worked fine before', 'broken since', 'broke in', 'stopped working'],
      ...['no longer work', 'no longer works', 'früher funktioniert*', 'vorher ging', 'funktioniert .. nicht mehr'],
      ...['geht .. nicht mehr', 'ne fonctionne plus', 'ne marche plus', 'régression*', 'ya no funciona'],
      ...['dejó de funcionar', 'parou de funcionar', 'não funciona mais', 'non funziona più', 'перестал* работать'],
      ...['werkt niet meer', 'przestał* działać'],
    ],
    parts: ['不再工作', '以前は動', '動かなくなり'],
  },
  {
    what: 'reports a blemish',
    priority: 'low',
    phrases: [
      ...['typo', 'typos', 'misspell*', 'misspelt', 'spelling mistake*', 'spelling error*', 'wrong spelling'],
      ...['grammar mistake*', 'grammar error*', 'grammatical*', 'cosmetic*', 'nitpick*', 'nit', 'tippfehler'],
      ...['schreibfehler', 'rechtschreibfehler', 'kosmetisch*', 'faute de frappe', 'coquille*', 'cosmétique*'],
      ...['faute* d’orthographe', "faute* d'orthographe", 'errata', 'error tipográfico', 'falta* de ortografía'],
      ...[
        'erro de digitação',
        'erro* de ortografia',
        'refuso',
        'errore di battitura',
        'опечатк*',
        'literówk*',
        'tikfout*',
      ],
      ...['typfout*'],
    ],
    parts: ['错别字', '錯字', '拼写错误', '誤字', '脱字', 'タイプミス', '오타'],
  },
  {
    what: 'says that it is minor',
    priority: 'low',
    phrases: [
      'minor!version*,release*,update*,bump*',
      'trivial',
      'low priority',
      'not urgent',
      'nicht dringend',
      'nice to have',
    ],
  },
];
