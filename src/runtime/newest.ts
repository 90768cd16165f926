/** A value that changes, followed by readers who only ever want the newest. */

export interface Newest<T> {
  /** The newest value. */
  readonly current: T;
  set(value: T): void;
  /** Yields the current value, then each newest one; values that came while the reader was busy are dropped. */
  stream(): AsyncGenerator<T, void>;
}

export function newest<T>(initial: T): Newest<T> {
  let current = initial;
  let version = 0;
  let wake: (() => void)[] = [];
  return {
    get current() {
      return current;
    },
    set(value) {
      current = value;
      version++;
      const waiting = wake;
      wake = [];
      for (const resume of waiting) resume();
    },
    async *stream() {
      let seen = -1;
      while (true) {
        if (seen === version) await new Promise<void>((resume) => wake.push(resume));
        seen = version;
        yield current;
      }
    },
  };
}
