/**
 * Secrets that are none: made up, shaped as real ones, planted in what people write. None of their forms may ever come
 * out of Steward. They are put together here from pieces, so that no scanner takes this file for a leak.
 */

export interface Canary {
  name: string;
  /** The secret part, without what makes a reader recognise it. */
  value: string;
  /** As somebody would write it: with its variable, its address or its first and last line. */
  written: string;
}

const canary = (name: string, pieces: readonly string[], written: (value: string) => string = (value) => value) => {
  const value = pieces.join('');
  return { name, value, written: written(value) };
};

const PEM_BODY = [
  'MIIEpAIBAAKCAQEAxCanaryTownq3Zt7Lw9uVb2Hn5Ks8Yd1Fm4Rc6Xe0Pj7Ga3W',
  'q9Tz2Bv5Nk8Hs1Ly4Ud7Mf0Cx3Rj6Ep9Wa2Qg5Zt8Ob1Iv4Kn7Sh0Dy3Lu6Xm9F',
  'c2Rj5Ep8Wa1Qg4Zt7Ob0Iv3Kn6Sh9Dy2Lu5Xm8Fc1Bv4Nk7Hs0Ly3Ud6Mf9Cx2R',
];
const FENCE = '-----';

export const CANARIES: readonly Canary[] = [
  canary('github token', ['ghp', '_', 'cAnaryT0wn4Kq8Zr2Wx6Vb1Nm5Lp9Hs3Jd7F']),
  canary('github app token', ['ghs', '_', 'tOwnCanary7Yu3Io9Pa5Sd1Fg8Hj4Kl0Zx6C']),
  canary('fine-grained github token', [
    'github',
    '_pat_',
    '11CANARYTOWN0a1b2c3d4e5',
    '_',
    'Zq8Wx7Ec6Rv5Tb4Yn3Um2Il1Op0As9Df8Gh7Jk6Lz5Xc4Vb3Nm2Qw1Er0Ty9Ui8',
  ]),
  canary('aws key id', ['AKIA', 'CANARYTOWN23456Z'], (value) => `AWS_ACCESS_KEY_ID=${value}`),
  canary(
    'aws secret',
    ['cAnAry/T0wn+8Zk', '3Wq7Rt1Yp5Uo9Is2Df6Gh4Jx'],
    (value) => `aws_secret_access_key = ${value}`,
  ),
  canary(
    'private key',
    [PEM_BODY.join('\n')],
    (value) => `${FENCE}BEGIN RSA PRIVATE KEY${FENCE}\n${value}\n${FENCE}END RSA PRIVATE KEY${FENCE}`,
  ),
  canary('slack token', ['xoxb', '-', '210987654321', '-', 'cAnaryTown8Wd4Rk6Tz2Ym9Q']),
  canary('openai key', ['sk', '-proj-', 'CanaryTown5Hj8Kd2Lw7Qs4Zx9Vb3Nm6Pt1Rf0Gy8Uc4Ei7']),
  canary('anthropic key', ['sk', '-ant-api03-', 'cAnaryT0wnMt4Wz8Kp2Xs6Qv1Lb5Nj9Hf3Dg7Rc0Yu4Eo8']),
  canary('npm token', ['npm', '_', 'cAnaryTown3Vb7Nm1Kj5Hg9Fd2Sa6Qw0Er4T']),
  canary('signed token', [
    'eyJ',
    'hbGciOiJIUzI1NiJ9',
    '.',
    'eyJjYW5hcnkiOiJ0b3duIn0',
    '.',
    'c4NaRyT0wNs1Gn8Tu3Re6Vb2Xm9Kq5',
  ]),
  canary('database password', ['cAnaryT0wn', 'Passw0rd9'], (value) => `postgres://meter:${value}@db.invalid:5432/meter`),
];

export const CANARY_FORMS = ['raw', 'base64', 'split', 'cut', 'coloured', 'hidden'] as const;
export type CanaryForm = (typeof CANARY_FORMS)[number];

const RED = '\u001b[31m';
const RESET = '\u001b[0m';

/** Where a terminal or an editor would break it: behind its prefix and a good part of the rest. */
const half = (written: string): number => Math.ceil(written.length * 0.6);

/** A canary as it is found in a text. `split` stands on two lines; a private key on several anyway. */
export function plant({ written }: Canary, form: CanaryForm): string {
  switch (form) {
    case 'raw':
      return written;
    case 'base64':
      return Buffer.from(written).toString('base64');
    case 'split':
      return `${written.slice(0, half(written))}\n  ${written.slice(half(written))}`;
    case 'cut':
      return written.slice(0, Math.ceil(written.length * 0.75));
    case 'coloured':
      return `${RED}${written.slice(0, 6)}${RESET}${written.slice(6)}${RESET}`;
    case 'hidden':
      return `${written.slice(0, 8)}\u200b${written.slice(8, 20)}\u2060${written.slice(20)}`;
  }
}

/** As `plant`, on one line: what stands on further lines of a private key comes behind `\n` in letters. */
export const plantInLine = (canary: Canary, form: CanaryForm): string =>
  plant(canary, form === 'split' ? 'hidden' : form).replace(/\n/g, '\\n');
