/** Words for numbers, for what is counted in them, and for a rise or a fall: where figures stand by name, nobody else's words say any. */

const words = (list: string): RegExp => new RegExp(`\\b(?:${list})\\b`, 'i');

/** `first` and `third` only put things in order; `a third` is a part. */
const NUMBERS = words(
  [
    'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|single|couple|pair|dozens?|scores?',
    '(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty',
    '(?:hundred|thousand|[mb]illion)s?|twice|thrice|(?:doubl|tripl|quadrupl|halv)\\w*|hal(?:f|ves)|quarter\\w*',
    'per ?cent\\w*|majority|minority|mostly|most (?:of|tasks|suggestions|attempts|pull requests|work)',
    '(?:two|three|four|five|six|seven|eight|nine|ten|hundred|many|mani)-?fold|(?:a|of|two|the other) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)',
    '(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:s| of)',
  ].join('|'),
);

/** What is counted here: `all` and `no` of it are as good as a number, where `nothing stands out` counts nothing. */
const COUNTED = '(?:tasks?|suggestions?|attempts?|reviews?|pull requests?|failures?)';
const SHARES = words(
  [
    `(?:all|none|each|any) of|(?:all|every|no)(?: (?:the|its|open|other|single))* ${COUNTED}`,
    '(?:nearly|almost|hardly|virtually|practically) (?:all|any|every|everything|none|no|nothing)',
  ].join('|'),
);

/** Two to ten as neighbours spell them; what is an English word as well is left out. Those with other letters fall by these. */
const FOREIGN = words(
  [
    'zwei|drei|vier|sechs|sieben|acht|neun|zehn|zwanzig|hundert|deux|trois|quatre|cinq|sept|huit|neuf|dix|vingt',
    'dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|tre|quattro|cinque|sei|sette|otto|nove|dieci',
    'dois|duas|quatro|sete|oito|dez|twee|drie|zes|zeven|negen|tien',
  ].join('|'),
);

/** Whoever says `a day` says one day. `second` alone is an order. */
const UNITS = words(
  'seconds|minutes?|hours?|hourly|days?|daily|weeks?|weekly|fortnights?|months?|monthly|years?|yearly|annual\\w*|dollars?|cents?|usd|tokens?',
);

/** Advice may be to lower something, to slow it down or to reduce it; what is looked for says that it came to pass. */
const DIRECTIONS = words(
  [
    'r[io]ses?|risen|rising|falls?|fell|fallen|falling|gr[eo]ws?|grown|growing|growth|trend\\w*|upwards?|downwards?|more|fewer|less',
    '(?:increas|decreas|declin|dropp|climb|improv|worsen|accelerat|surg|plung|shr[aiu]nk)\\w*|drops?|better|worse|faster|slower|higher|than',
    '(?:is|are|was|were|went|go(?:es|ing|ne)?|com(?:es?|ing)|came|mov\\w+) (?:up|down)',
    '(?:soar|plummet|tumbl|balloon|swell|skyrocket|deteriorat|dwindl)\\w*|(?:jump|slump|dipp|slipp|reduc|slow|quicken|shorten|lessen)ed',
    'sank|sunk|slid|sped|slowdowns?|(?:up|down)(?:tick|turn|swing)s?|(?:pick|pil)(?:ed|ing|es|s) up|buil(?:t|ds|ding) up',
    '(?<!no )longer|larger|smaller|bigger|shorter|quicker|greater|(?:is|are|was|were|got|gets?|much|far|even|still) lower',
  ].join('|'),
);

/** The word that says an amount or how one changed; null: none does. `XII` is a number, too, where `CI` is none. */
export function amountIn(text: string): string | null {
  const found = [NUMBERS, SHARES, FOREIGN, UNITS, DIRECTIONS].map((list) => list.exec(text)?.[0]);
  return found.find((word) => word !== undefined) ?? /\b(?!CI\b)[IVXLCDM]{2,}\b/.exec(text)?.[0] ?? null;
}
