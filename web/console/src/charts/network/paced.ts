// Draws the newest of many values, and not more often than the browser can follow: slow frames make longer pauses.

export type Paced<T> = {
  /** The last one is always drawn. */
  readonly tell: (value: T, last: boolean) => void;
  readonly stop: () => void;
};

const leastPauseMilliseconds = 250;
/** The page has this many times as long for itself as drawing takes. */
const share = 6;

export function paced<T>(draw: (value: T) => void): Paced<T> {
  let newest: { readonly value: T; readonly last: boolean } | undefined;
  let frame: number | undefined;
  let next = 0;
  const look = (): void => {
    frame = undefined;
    const now = performance.now();
    if (newest === undefined) return;
    if (now < next && !newest.last) {
      frame = requestAnimationFrame(look);
      return;
    }
    draw(newest.value);
    newest = undefined;
    next = Infinity;
    // The frame after the next one comes when this one is really drawn.
    requestAnimationFrame(() =>
      requestAnimationFrame((drawn) => {
        next = performance.now() + Math.max(leastPauseMilliseconds, share * (drawn - now));
      }),
    );
  };
  return {
    tell: (value, last) => {
      newest = { value, last };
      frame ??= requestAnimationFrame(look);
    },
    stop: () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      newest = undefined;
    },
  };
}
