/** A question in place, before long work starts. */

export interface Question {
  /** Shows the text with its two buttons; resolves whether the answer was yes. A second question replaces the first. */
  ask(text: string): Promise<boolean>;
}

/** @param root holds the element `data-part="ask"` with its parts `ask-text`, `ask-yes`, `ask-no` */
export function bindQuestion(root: HTMLElement): Question {
  const part = <E extends HTMLElement>(name: string): E => {
    const found = root.querySelector<E>(`[data-part="${name}"]`);
    if (!found) throw new Error(`The page was built without the part “${name}” of a question.`);
    return found;
  };
  const box = part('ask');
  const yes = part<HTMLButtonElement>('ask-yes');
  let asker: HTMLElement | null = null;
  let answer: (yes: boolean) => void = () => undefined;
  const settle = (agreed: boolean): void => {
    box.hidden = true;
    asker?.focus();
    answer(agreed);
  };
  yes.addEventListener('click', () => settle(true));
  part('ask-no').addEventListener('click', () => settle(false));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') settle(false);
    // Not also the key by which a cell is run.
    if (event.key === 'Enter') event.stopPropagation();
  });
  return {
    ask(text) {
      answer(false);
      if (document.activeElement instanceof HTMLElement && box.hidden) asker = document.activeElement;
      part('ask-text').textContent = text;
      box.hidden = false;
      yes.focus();
      return new Promise((resolve) => (answer = resolve));
    },
  };
}
