/** Types of the controls that cells use of @observablehq/inputs; the package ships none. */
declare module '@observablehq/inputs' {
  /** An element with a value, which dispatches `input` when the reader changes it. */
  type Input<T> = HTMLElement & { value: T };

  interface Labelled {
    readonly label?: string;
    readonly disabled?: boolean;
  }

  /** A slider with a number beside it. */
  export function range(
    extent: readonly [min: number, max: number],
    options?: Labelled & {
      readonly value?: number;
      readonly step?: number;
      readonly format?: (value: number) => string;
    },
  ): Input<number>;

  interface Choice<T> extends Labelled {
    readonly value?: T;
    readonly format?: (value: T) => string;
  }
  /** A menu, one choice. */
  export function select<T>(choices: readonly T[], options?: Choice<T>): Input<T>;
  /** Radio buttons, one choice. */
  export function radio<T>(choices: readonly T[], options?: Choice<T>): Input<T>;
  /** A box that is ticked or not. */
  export function toggle(options?: Labelled & { readonly value?: boolean }): Input<boolean>;
  /** One line of text; with `submit` it waits for Enter or its button instead of following every key. */
  export function text(
    options?: Labelled & { readonly value?: string; readonly submit?: boolean | string },
  ): Input<string>;
}
