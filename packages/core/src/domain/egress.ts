/** Whether something may be sent to a model, as its owner set it: by what it is, and by the files it speaks of. */
import { EGRESS_LEVELS, type EgressLevel, type EgressSettings } from './egress-settings.ts';
import { patternOf } from './path-pattern.ts';

const SECRET =
  /(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)(?:secrets?|credentials?)\.(?:json|ya?ml|toml|env|txt|properties|ini)$|\.(?:pem|p12|pfx|key|keystore|jks)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$|(?:^|\/)\.(?:npmrc|pypirc|netrc|htpasswd|git-credentials)$/i;
/** A sample of an environment is documentation. */
const SAMPLE = /(?:^|\/)\.env\.(?:example|sample|template|dist)$/i;

/**
 * Whether a model may see anything of a path. A pattern that names a folder keeps back all below it, in whatever case and
 * composition of characters either is written: too much is kept back rather than too little.
 */
export function isShownTo({ exclude }: Pick<EgressSettings, 'exclude'>): (path: string) => boolean {
  const patterns = exclude.map((pattern) => patternOf(plain(pattern)));
  return (path) =>
    (!SECRET.test(path) || SAMPLE.test(path)) &&
    // What cannot be read protects everything rather than nothing.
    patterns.every((pattern) => pattern !== null && !withFolders(plain(path)).some((one) => pattern.test(one)));
}

const plain = (path: string): string => path.normalize('NFKC').toLowerCase();

/** The path and each folder that it lies in. */
function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Whether an owner who allows `level` lets go of what has this kind. */
export const isWithinLevel = (kind: EgressLevel, level: EgressLevel): boolean =>
  EGRESS_LEVELS.indexOf(kind) <= EGRESS_LEVELS.indexOf(level);
