// The strokes of the plain canvas: edges in few long paths, nodes as marks by role.
import { faint, type Palette } from './drawing.ts';
import { type NetworkModel, radiusOf } from './model.ts';
import type { View } from './view.ts';

export type Picture = {
  readonly model: NetworkModel;
  readonly palette: Palette;
  readonly places: Float32Array;
  readonly view: View;
  readonly least: number;
  readonly chosen: number | undefined;
  /** Of a node with middling shares, in pixels. */
  readonly radius: number;
};

/** Longer paths are no faster, and paths of all edges slower where they cross much. */
const edgesPerPath = 2000;

/** Many edges lie over each other: each is the fainter. */
export const edgeOpacity = (count: number): number => Math.max(0.1, Math.min(0.4, 22 / Math.sqrt(Math.max(1, count))));

export function drawEdges(pen: CanvasRenderingContext2D, picture: Picture): void {
  const { model, palette, chosen } = picture;
  const isChosen = (e: number): boolean => model.from[e] === chosen || model.to[e] === chosen;
  const many = model.from.length;
  pen.lineWidth = many > 5000 ? 0.6 : 1;
  pen.strokeStyle = faint(palette.edge, edgeOpacity(many));
  strokeEdges(pen, picture, (e) => !isChosen(e));
  if (chosen === undefined) return;
  pen.lineWidth = 1.4;
  pen.strokeStyle = palette.chosen;
  strokeEdges(pen, picture, isChosen);
}

function strokeEdges(
  pen: CanvasRenderingContext2D,
  { model, places, view, least }: Picture,
  wanted: (edge: number) => boolean,
): void {
  let drawn = 0;
  pen.beginPath();
  for (let e = 0; e < model.from.length; e++) {
    if (model.weight[e] < least || !wanted(e)) continue;
    const [a, b] = [model.from[e] * 2, model.to[e] * 2];
    pen.moveTo(places[a] * view.scale + view.x, places[a + 1] * view.scale + view.y);
    pen.lineTo(places[b] * view.scale + view.x, places[b + 1] * view.scale + view.y);
    if (++drawn % edgesPerPath !== 0) continue;
    pen.stroke();
    pen.beginPath();
  }
  pen.stroke();
}

export function drawNodes(pen: CanvasRenderingContext2D, picture: Picture): void {
  const { model, palette, chosen } = picture;
  for (const role of ['member', 'declared', 'lead'] as const) {
    pen.fillStyle = palette[role];
    pen.beginPath();
    for (let i = 0; i < model.nodes.length; i++) if (model.roles[i] === role) addNode(pen, picture, i, 0);
    pen.fill();
  }
  if (chosen === undefined || chosen >= model.nodes.length) return;
  pen.fillStyle = palette.chosen;
  pen.strokeStyle = palette.surface;
  pen.lineWidth = 2;
  pen.beginPath();
  addNode(pen, picture, chosen, 7);
  pen.stroke();
  pen.fill();
}

function addNode(pen: CanvasRenderingContext2D, picture: Picture, i: number, least: number): void {
  const { model, places, view, radius } = picture;
  const [x, y] = [places[i * 2] * view.scale + view.x, places[i * 2 + 1] * view.scale + view.y];
  const r = Math.max(least, radiusOf(model, i, radius * 0.6, radius * 1.4));
  if (model.roles[i] === 'declared') {
    pen.rect(x - r, y - r, r * 2, r * 2);
    return;
  }
  pen.moveTo(x + r, y);
  pen.arc(x, y, r, 0, Math.PI * 2);
}
