/** The life of one run's process: at each await it may be killed, stand still, or let a rival run go first. */

/** Lets one run at a time go on, from one await to the next, in an order drawn from the seed. */
export class Turns {
  readonly #choose: (count: number) => number;
  readonly #waiting: { run: object; go: () => void }[] = [];
  readonly #running = new Set<object>();

  constructor(choose: (count: number) => number) {
    this.#choose = choose;
  }

  enter(run: object): void {
    this.#running.add(run);
  }

  leave(run: object): void {
    this.#running.delete(run);
    this.#next();
  }

  take(run: object): Promise<void> {
    if (this.#running.size <= 1) return Promise.resolve();
    return new Promise((go) => {
      this.#waiting.push({ run, go });
      this.#next();
    });
  }

  /** Only once every run waits: what happens between two awaits is never shared. */
  #next(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#running.size) return;
    const [chosen] = this.#waiting.splice(this.#choose(this.#waiting.length), 1);
    chosen?.go();
  }
}

export interface FateOptions {
  death: number | null;
  stall: { at: number; milliseconds: number } | null;
  turns: Turns;
  /** Virtual time passes for everybody while the process stands still. */
  pass(milliseconds: number): void;
}

export class Fate {
  readonly #options: FateOptions;
  readonly #died: Promise<'died'>;
  #kill: (end: 'died') => void = () => undefined;
  #awaits = 0;
  #isDead = false;

  constructor(options: FateOptions) {
    this.#options = options;
    this.#died = new Promise((resolve) => {
      this.#kill = resolve;
    });
    options.turns.enter(this);
  }

  get awaits(): number {
    return this.#awaits;
  }

  /** What a run does until it ends, or until it is killed: a dead process does nothing more, not even fail. */
  async live<T>(run: () => Promise<T>): Promise<T | 'died'> {
    try {
      return await Promise.race([run(), this.#died]);
    } finally {
      this.#isDead = true;
      this.#options.turns.leave(this);
    }
  }

  /** One await of the process. For a dead one it never ends. */
  async moment(): Promise<void> {
    if (this.#isDead) return never();
    await this.#options.turns.take(this);
    this.#awaits += 1;
    const { death, stall, pass } = this.#options;
    if (stall?.at === this.#awaits) pass(stall.milliseconds);
    if (death === this.#awaits) {
      this.#isDead = true;
      this.#kill('died');
      return never();
    }
  }

  /** The same object, each of whose asynchronous methods begins and ends with a moment. */
  bind<T extends object>(port: T, before: (method: string) => void = () => undefined): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target) as unknown;
        if (typeof member !== 'function' || !isWaited(name)) return bound(member, target);
        return async (...given: unknown[]): Promise<unknown> => {
          await this.moment();
          before(String(name));
          const result: unknown = await member.apply(target, given);
          await this.moment();
          return result;
        };
      },
    });
  }
}

/** The ports' few methods that answer at once. */
const AT_ONCE: ReadonlySet<string | symbol> = new Set(['usage', 'now', 'elapsed', 'rehearsed']);
const isWaited = (name: string | symbol): boolean => typeof name === 'string' && !AT_ONCE.has(name);

const bound = (member: unknown, target: object): unknown =>
  typeof member === 'function' ? (member.bind(target) as unknown) : member;

const never = (): Promise<never> => new Promise<never>(() => undefined);
