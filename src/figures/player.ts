export interface PlayerOptions {
  /** The last moment, in the figure's own unit of time; the first is 0. */
  readonly duration: number;
  /** Draws one moment. It is called with `duration` when the player is made. */
  readonly draw: (time: number) => void;
  /** Seconds that playing all of it takes. Default 6. */
  readonly seconds?: number;
  /** What is played, for those who do not see the figure. Default “the motion”. */
  readonly what?: string;
}

/** Milliseconds that a frame may advance: after a pause of the browser's own, the motion goes on where it was. */
const longestFrame = 100;

/**
 * Plays a figure in time: a button that plays and pauses, and a slider for the moment.
 *
 * Nothing moves until the reader presses the button, whatever they prefer as to motion. Playing ends by itself at the
 * last moment, and when the player is no longer on the page, so that a figure that was drawn anew leaves nothing behind.
 * In a published figure the button is only markup: the page draws the figure when it is pressed (`data-plays`), and
 * presses it again.
 */
export function player({ duration, draw, seconds = 6, what = 'the motion' }: PlayerOptions): HTMLElement {
  const element = document.createElement('div');
  element.className = 'player';
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('data-plays', '');
  const slider = document.createElement('input');
  slider.setAttribute('type', 'range');
  slider.setAttribute('min', '0');
  slider.setAttribute('max', String(duration));
  slider.setAttribute('step', 'any');
  slider.setAttribute('aria-label', `Moment of ${what}`);
  // There is nothing to choose from before the figure has been drawn on the page.
  slider.hidden = true;
  element.append(button, slider);

  let time = duration;
  let playing = false;
  let before = 0;
  const show = (): void => {
    draw(time);
    slider.value = String(time);
    // A number of many digits is no name for a moment.
    slider.setAttribute('aria-valuetext', time.toFixed(1));
  };
  const label = (): void => {
    button.textContent = playing ? 'Pause' : 'Play';
    button.setAttribute('aria-label', `${playing ? 'Pause' : 'Play'} ${what}`);
  };
  const pause = (): void => {
    playing = false;
    label();
  };
  const frame = (now: number): void => {
    if (!playing || !element.isConnected) return;
    time += (Math.min(longestFrame, now - before) * duration) / (1000 * seconds);
    before = now;
    if (time >= duration) {
      time = duration;
      pause();
    }
    show();
    if (playing) requestAnimationFrame(frame);
  };
  button.addEventListener('click', () => {
    slider.hidden = false;
    if (playing) {
      pause();
      return;
    }
    if (time >= duration) time = 0;
    playing = true;
    label();
    requestAnimationFrame((now) => {
      before = now;
      frame(now);
    });
  });
  slider.addEventListener('input', () => {
    pause();
    time = Number(slider.value);
    show();
  });
  label();
  show();
  return element;
}
