/** What an action says to its runner on standard output: annotations, masks, groups; everything else is its log. */

export interface Annotation {
  level: 'error' | 'warning' | 'notice' | 'debug';
  message: string;
  /** `title`, `file`, `line` … as they were given. */
  properties: Record<string, string>;
}

export class WorkflowCommands {
  readonly annotations: Annotation[] = [];
  readonly masks: string[] = [];
  /** While commands are stopped, only this token starts them again. */
  #stoppedBy: string | null = null;

  /** Takes in one line and gives back what the log shows of it, or null where it shows nothing. */
  read(line: string): string | null {
    const [, name, properties = '', message = ''] = /^::([\w-]+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
    if (this.#stoppedBy !== null) {
      if (name === this.#stoppedBy) this.#stoppedBy = null;
      return this.mask(line);
    }
    return name === undefined ? this.mask(line) : this.#obey(name, properties, message, line);
  }

  /** Secrets as the log shows them; longer ones first, so that none hides a part of another. */
  mask(text: string): string {
    const ordered = [...this.masks].sort((a, b) => b.length - a.length);
    return ordered.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }

  #obey(name: string, properties: string, message: string, line: string): string | null {
    switch (name) {
      case 'add-mask':
        this.#addMask(decoded(message));
        return null;
      case 'error':
      case 'warning':
      case 'notice':
      case 'debug': {
        const text = this.mask(decoded(message));
        this.annotations.push({ level: name, message: text, properties: readProperties(properties) });
        return name === 'debug' ? null : `${name}: ${text}`;
      }
      case 'stop-commands':
        this.#stoppedBy = message;
        return null;
      case 'group':
        return this.mask(decoded(message));
      case 'endgroup':
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
        return null;
      default:
        return this.mask(line);
    }
  }

  #addMask(secret: string): void {
    // As the runner does, each line of a secret is one of its own.
    const lines = [secret, ...secret.split(/\r?\n/)].filter((part) => part.trim() !== '');
    for (const part of lines) if (!this.masks.includes(part)) this.masks.push(part);
  }
}

function readProperties(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim().split(/=(.*)/s, 2));
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => (key === undefined || key === '' ? [] : [[key, decoded(value ?? '')]])),
  );
}

const ESCAPES: Record<string, string> = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' };

const decoded = (text: string): string =>
  text.replace(/%(25|0D|0A|3A|2C)/gi, (found) => ESCAPES[found.toUpperCase()] ?? found);
