/** Patterns over paths, as `.gitattributes` and the configuration write them. */

const SPECIAL = /[.+^${}()|[\]\\]/g;
const LONGEST = 300;

/** A pattern without a slash matches a name in any folder; one that ends in a slash matches all below. */
export function patternOf(pattern: string): RegExp | null {
  if (pattern === '' || pattern.length > LONGEST) return null;
  const anchored = pattern.replace(/^\//, '');
  const whole = pattern.endsWith('/') ? `${anchored}**` : anchored;
  const anywhere = !pattern.replace(/\/$/, '').includes('/');
  const body = whole.replace(/\*{2,}\/?|\*|\?|[^*?]+/g, (part) => {
    if (part === '?') return '[^/]';
    if (part === '*') return '[^/]*';
    if (part.startsWith('**')) return part.endsWith('/') ? '(?:[^/]+/)*' : '.*';
    return part.replace(SPECIAL, '\\$&');
  });
  // Many wild cards in one pattern could be tried in too many ways.
  if ((body.match(/\*/g) ?? []).length > 5) return null;
  return new RegExp(`^${anywhere ? '(?:.*/)?' : ''}${body}$`, 's');
}
