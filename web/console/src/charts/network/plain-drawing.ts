// A network on a plain canvas, where no graphics card draws WebGL: the same picture, drawn once per change.
import { canvasPng } from '../svg-png.ts';
import type { Drawing, DrawingEvents, Palette } from './drawing.ts';
import { middleRadius, type NetworkModel } from './model.ts';
import { listenToPointer } from './plain-pointer.ts';
import { drawEdges, drawNodes, type Picture } from './plain-strokes.ts';
import { fitView, nodeAt, type Size, zoomView } from './view.ts';

const reachPixels = 10;

/** Throws where the browser draws on no canvas at all. */
export function drawPlainly(
  container: HTMLElement,
  model: NetworkModel,
  palette: Palette,
  events: DrawingEvents,
): Drawing {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  container.append(canvas);
  const density = Math.min(2, devicePixelRatio);
  let size: Size = { width: 1, height: 1 };
  let picture: Picture = {
    ...{ model, palette, least: 0, chosen: undefined, radius: 1 },
    places: new Float32Array(0),
    view: { scale: 1, x: 0, y: 0 },
  };
  let frame: number | undefined;
  const draw = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      pen.setTransform(density, 0, 0, density, 0, 0);
      pen.fillStyle = palette.surface;
      pen.fillRect(0, 0, size.width, size.height);
      if (picture.places.length === 0) return;
      // Nodes grow as the picture comes nearer, and slower than it.
      const nearer = Math.sqrt(picture.view.scale / fitView(picture.places, size).scale);
      picture = { ...picture, radius: middleRadius(model.nodes.length, size) * Math.max(0.5, nearer) };
      drawEdges(pen, picture);
      drawNodes(pen, picture);
    });
  };
  const become = (change: Partial<Picture>): void => {
    picture = { ...picture, ...change };
    draw();
  };
  const fit = (): void => become({ view: fitView(picture.places, size) });
  const resize = (): void => {
    size = { width: container.clientWidth, height: container.clientHeight };
    [canvas.width, canvas.height] = [size.width * density, size.height * density];
    [canvas.style.width, canvas.style.height] = ['100%', '100%'];
    fit();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(container);
  resize();
  listenToPointer(canvas, {
    point: (x, y) => events.onPoint(nodeAt(picture.places, picture.view, x, y, reachPixels)),
    leave: () => events.onPoint(undefined),
    choose: (x, y) => events.onChoose(nodeAt(picture.places, picture.view, x, y, reachPixels)),
    drag: (dx, dy) => become({ view: { ...picture.view, x: picture.view.x + dx, y: picture.view.y + dy } }),
    zoom: (factor, x, y) => become({ view: zoomView(picture.view, factor, x, y) }),
  });
  return {
    setPlaces: (places) => {
      picture = { ...picture, places };
      fit();
    },
    setLeast: (least) => become({ least }),
    choose: (chosen) => become({ chosen }),
    zoom: (factor) => become({ view: zoomView(picture.view, factor, size.width / 2, size.height / 2) }),
    fit,
    png: async () => await canvasPng(canvas),
    destroy: () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      observer.disconnect();
      canvas.remove();
    },
  };
}
