// A network on a plain canvas, where the browser gives no WebGL: the same picture, drawn once per change.
import { canvasPng } from '../svg-png.ts';
import { type Drawing, type DrawingEvents, faint, type Palette } from './drawing.ts';
import { type NetworkModel, radiusOf } from './model.ts';
import { fitView, nodeAt, type View, zoomView } from './view.ts';

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
  const size = { width: container.clientWidth, height: container.clientHeight };
  const density = Math.min(2, devicePixelRatio);
  [canvas.width, canvas.height] = [size.width * density, size.height * density];
  [canvas.style.width, canvas.style.height] = ['100%', '100%'];
  container.append(canvas);
  let places: Float32Array = new Float32Array(0);
  let view: View = { scale: 1, x: 0, y: 0 };
  let [least, chosen, frame]: [number, number | undefined, number] = [0, undefined, 0];
  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      pen.setTransform(density, 0, 0, density, 0, 0);
      pen.fillStyle = palette.surface;
      pen.fillRect(0, 0, size.width, size.height);
      drawEdges(pen, model, palette, places, view, least, chosen);
      drawNodes(pen, model, palette, places, view, chosen);
    });
  };
  const nodeUnder = ({ clientX, clientY }: MouseEvent): number | undefined => {
    const box = canvas.getBoundingClientRect();
    return nodeAt(places, view, clientX - box.left, clientY - box.top, 8);
  };
  canvas.addEventListener('pointermove', (event) => events.onPoint(nodeUnder(event)));
  canvas.addEventListener('pointerleave', () => events.onPoint(undefined));
  canvas.addEventListener('click', (event) => events.onChoose(nodeUnder(event)));
  const fit = (): void => {
    view = fitView(places, size);
    draw();
  };
  return {
    setPlaces: (next) => {
      places = next;
      fit();
    },
    setLeast: (weight) => {
      least = weight;
      draw();
    },
    choose: (node) => {
      chosen = node;
      draw();
    },
    zoom: (factor) => {
      view = zoomView(view, factor, size);
      draw();
    },
    fit,
    png: async () => await canvasPng(canvas),
    destroy: () => {
      cancelAnimationFrame(frame);
      canvas.remove();
    },
  };
}

function drawEdges(
  pen: CanvasRenderingContext2D,
  model: NetworkModel,
  palette: Palette,
  places: Float32Array,
  view: View,
  least: number,
  chosen: number | undefined,
): void {
  const path = (wanted: (edge: number) => boolean): Path2D => {
    const lines = new Path2D();
    for (let e = 0; e < model.from.length; e++) {
      if (model.weight[e] < least || !wanted(e)) continue;
      const [a, b] = [model.from[e] * 2, model.to[e] * 2];
      lines.moveTo(places[a] * view.scale + view.x, places[a + 1] * view.scale + view.y);
      lines.lineTo(places[b] * view.scale + view.x, places[b + 1] * view.scale + view.y);
    }
    return lines;
  };
  const isChosen = (e: number): boolean => model.from[e] === chosen || model.to[e] === chosen;
  pen.lineWidth = 0.7;
  pen.strokeStyle = faint(palette.edge, model.from.length > 5000 ? 0.12 : 0.3);
  pen.stroke(path((e) => !isChosen(e)));
  if (chosen === undefined) return;
  pen.lineWidth = 1.4;
  pen.strokeStyle = palette.chosen;
  pen.stroke(path(isChosen));
}

function drawNodes(
  pen: CanvasRenderingContext2D,
  model: NetworkModel,
  palette: Palette,
  places: Float32Array,
  view: View,
  chosen: number | undefined,
): void {
  const large = model.nodes.length > 1500;
  for (let i = 0; i < model.nodes.length && i * 2 < places.length; i++) {
    const [x, y] = [places[i * 2] * view.scale + view.x, places[i * 2 + 1] * view.scale + view.y];
    const r = radiusOf(model, i, large ? 1.5 : 4, large ? 7 : 11) * (i === chosen ? 1.6 : 1);
    pen.fillStyle = i === chosen ? palette.chosen : palette[model.roles[i]];
    pen.beginPath();
    if (model.roles[i] === 'declared') pen.rect(x - r, y - r, r * 2, r * 2);
    else pen.arc(x, y, r, 0, Math.PI * 2);
    pen.fill();
  }
}
