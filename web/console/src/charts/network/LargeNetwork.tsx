// A network of many accounts: drawn on the graphics card, arranged in a worker while it is looked at.
import { useEffect, useRef, useState } from 'react';
import { t } from '../../messages/t.ts';
import { arrange } from './arrange.ts';
import { type ArrangementInput, startPlaces } from './arrangement.ts';
import { type Drawing, type DrawingEvents, type Palette, paletteOf } from './drawing.ts';
import { type Graphics, graphicsHere } from './graphics.ts';
import type { NetworkModel } from './model.ts';
import { paced } from './paced.ts';
import { drawPlainly } from './plain-drawing.ts';

type Props = {
  readonly model: NetworkModel;
  readonly least: number;
  readonly chosen: number | undefined;
  /** Told of the drawing, and of its end. */
  readonly onDrawing: (drawing: Drawing | null) => void;
  readonly events: DrawingEvents;
  /** What draws; found out where it is not said. */
  readonly graphics?: Graphics;
};

const inputOf = ({ nodes, from, to, weight }: NetworkModel): ArrangementInput => ({
  count: nodes.length,
  from,
  to,
  weight,
});

const wantsCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

async function draw(
  container: HTMLElement,
  model: NetworkModel,
  palette: Palette,
  events: DrawingEvents,
  graphics: Graphics,
): Promise<{ readonly drawing: Drawing; readonly plain: boolean }> {
  if (graphics !== 'card')
    return { drawing: drawPlainly(container, model, palette, events), plain: graphics === 'none' };
  try {
    const { drawWithSigma } = await import('./sigma-drawing.ts');
    return { drawing: drawWithSigma(container, model, palette, wantsCalm(), events), plain: false };
  } catch {
    container.replaceChildren();
    return { drawing: drawPlainly(container, model, palette, events), plain: true };
  }
}

/** Counts up when the page turns light or dark: what is drawn on a canvas is then drawn anew. */
function useTheme(): number {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme((n) => n + 1));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return theme;
}

export function LargeNetwork({ model, least, chosen, onDrawing, events, graphics }: Props) {
  const drawing = useRef<Drawing>(null);
  const stage = useRef<HTMLDivElement>(null);
  const places = useRef<Float32Array>(null);
  const latest = useRef({ events, least, chosen, onDrawing });
  const [done, setDone] = useState(0);
  const [plain, setPlain] = useState(false);
  const theme = useTheme();
  useEffect(() => {
    latest.current = { events, least, chosen, onDrawing };
  });
  useEffect(() => {
    const container = stage.current;
    if (container === null) return;
    let ended = false;
    const told: DrawingEvents = {
      onPoint: (node) => latest.current.events.onPoint(node),
      onChoose: (node) => latest.current.events.onChoose(node),
    };
    const begin = async (): Promise<void> => {
      const made = await draw(container, model, paletteOf(container), told, graphics ?? graphicsHere());
      if (ended) return made.drawing.destroy();
      drawing.current = made.drawing;
      latest.current.onDrawing(made.drawing);
      made.drawing.setPlaces(places.current ?? startPlaces(inputOf(model)));
      if (latest.current.least > 0) made.drawing.setLeast(latest.current.least);
      made.drawing.choose(latest.current.chosen);
      return setPlain(made.plain);
    };
    void begin();
    return () => {
      ended = true;
      drawing.current?.destroy();
      drawing.current = null;
      latest.current.onDrawing(null);
    };
  }, [model, theme, graphics]);
  useEffect(() => {
    const calm = wantsCalm();
    setDone(0);
    const picture = paced((found: Float32Array) => drawing.current?.setPlaces(found));
    const stop = arrange(inputOf(model), (arranged) => {
      places.current = arranged.places;
      setDone(arranged.done);
      // Somebody who wants no motion sees it arranged, and not how it moves there.
      if (arranged.done === 1 || !calm) picture.tell(arranged.places, arranged.done === 1);
    });
    return () => {
      stop();
      picture.stop();
    };
  }, [model]);
  useEffect(() => drawing.current?.setLeast(least), [least]);
  useEffect(() => drawing.current?.choose(chosen), [chosen]);
  return (
    <>
      <div ref={stage} className="network-canvas" />
      {(done < 1 || plain) && (
        <p className="network-progress">
          {plain && `${t('charts.networkNoGpu')} `}
          {done < 1 && t('charts.networkArranging', { percent: Math.floor(done * 100) })}
        </p>
      )}
    </>
  );
}
