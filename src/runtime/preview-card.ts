/** The card in which previews are shown: one for the page, below or above its link. */

export interface Card {
  show(link: HTMLAnchorElement, content: DocumentFragment): void;
  hide(): void;
}

interface CardEvents {
  /** The pointer is in the card. */
  readonly stay: () => void;
  /** It has left. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** Pixels between the card and its link, and between the card and the edge of the window. */
const gap = 8;
const id = 'preview';

export function createCard({ stay, leave, close }: CardEvents): Card {
  const card = document.createElement('div');
  card.className = 'preview';
  card.id = id;
  card.setAttribute('role', 'tooltip');
  card.hidden = true;
  const body = document.createElement('div');
  body.className = 'preview-body';
  const onward = document.createElement('a');
  onward.className = 'preview-onward';
  onward.textContent = 'Go there';
  // The link itself is in the order of the keyboard; this one is for fingers.
  onward.tabIndex = -1;
  card.append(body, onward);
  (document.querySelector('main') ?? document.body).append(card);
  card.addEventListener('pointerenter', stay);
  card.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') leave();
  });
  onward.addEventListener('click', close);
  let described: HTMLAnchorElement | undefined;

  return {
    show(link, content) {
      described?.removeAttribute('aria-describedby');
      body.replaceChildren(content);
      onward.href = link.href;
      card.hidden = false;
      place(card, link);
      // A figure is named by its title already; words are read out.
      if (!body.querySelector('svg')) link.setAttribute('aria-describedby', id);
      described = link;
    },
    hide() {
      described?.removeAttribute('aria-describedby');
      described = undefined;
      card.hidden = true;
      body.replaceChildren();
    },
  };
}

/** Below the link where there is room, else above it; never beyond an edge of the window. */
function place(card: HTMLElement, link: HTMLAnchorElement): void {
  const [first] = link.getClientRects();
  const line = first ?? link.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = line.bottom + gap + height <= clientHeight || line.top < height + gap;
  const left = Math.max(gap, Math.min(line.left, clientWidth - width - gap));
  const top = below ? line.bottom + gap : line.top - gap - height;
  const origin = (card.offsetParent ?? document.documentElement).getBoundingClientRect();
  card.style.left = `${left - origin.left}px`;
  card.style.top = `${top - origin.top}px`;
}
