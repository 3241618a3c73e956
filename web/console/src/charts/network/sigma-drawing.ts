// A network drawn by sigma on WebGL 2. Loaded only when a network is large enough to need it.
import { UndirectedGraph } from 'graphology';
import { DEFAULT_STYLES, Sigma } from 'sigma';
import { layerFill, sdfCircle, sdfDiamond, sdfSquare } from 'sigma/rendering';
import { canvasPng } from '../svg-png.ts';
import { type Drawing, type DrawingEvents, faint, type Palette } from './drawing.ts';
import { linksOf, middleRadius, type NetworkModel, radiusOf } from './model.ts';
import { edgeOpacity } from './plain-strokes.ts';

const shapes = { member: 'circle', lead: 'diamond', declared: 'square' } as const;

/** Throws where the browser gives no WebGL 2. */
export function drawWithSigma(
  container: HTMLElement,
  model: NetworkModel,
  palette: Palette,
  calm: boolean,
  events: DrawingEvents,
): Drawing {
  const size = { width: container.clientWidth, height: container.clientHeight };
  const graph = graphOf(model, palette, middleRadius(model.nodes.length, size));
  const sigma = new Sigma(graph, container, {
    primitives: { nodes: { shapes: [sdfCircle(), sdfSquare(), sdfDiamond()], layers: [layerFill()] } },
    styles: {
      nodes: [
        DEFAULT_STYLES.nodes,
        {
          shape: { attribute: 'shape' },
          labelColor: palette.ink,
          backdropVisibility: 'hidden',
          label: { attribute: 'label' },
        },
      ],
      edges: [DEFAULT_STYLES.edges, { visibility: { attribute: 'visibility', defaultValue: 'visible' } }],
    },
    settings: {
      labelRenderedSizeThreshold: 9,
      labelDensity: 0.4,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      hideLabelsOnMove: true,
      // The page scrolls under the wheel, until the picture is asked for with Ctrl.
      gestureTarget: 'shared',
      zoomDuration: calm ? 0 : 200,
      inertiaDuration: calm ? 0 : 200,
      doubleClickZoomingDuration: calm ? 0 : 200,
    },
  });
  sigma.on('enterNode', ({ node }) => events.onPoint(Number(node)));
  sigma.on('leaveNode', () => events.onPoint(undefined));
  sigma.on('clickNode', ({ node }) => events.onChoose(Number(node)));
  sigma.on('clickStage', () => events.onChoose(undefined));
  const milliseconds = calm ? 0 : 200;
  const camera = sigma.getCamera();
  return {
    setPlaces: (places) => {
      graph.updateEachNodeAttributes(
        (node, attributes) => {
          attributes.x = places[Number(node) * 2];
          attributes.y = places[Number(node) * 2 + 1];
          return attributes;
        },
        { attributes: ['x', 'y'] },
      );
    },
    setLeast: (weight) => {
      graph.updateEachEdgeAttributes(
        (edge, attributes) => {
          attributes.visibility = model.weight[Number(edge)] >= weight ? 'visible' : 'hidden';
          return attributes;
        },
        { attributes: ['visibility'] },
      );
    },
    choose: chooser(graph, model, palette),
    zoom: (factor) =>
      void (factor > 1
        ? camera.zoomIn({ factor, duration: milliseconds })
        : camera.zoomOut({ factor: 1 / factor, duration: milliseconds })),
    fit: () => void camera.reset({ duration: milliseconds }),
    png: async () => await pictureOf(sigma, palette),
    destroy: () => sigma.kill(),
  };
}

function graphOf(model: NetworkModel, palette: Palette, radius: number): UndirectedGraph {
  const graph = new UndirectedGraph();
  const large = model.nodes.length > 1500;
  for (let i = 0; i < model.nodes.length; i++) {
    graph.addNode(i, {
      x: Math.cos(i),
      y: Math.sin(i),
      size: radiusOf(model, i, radius * 0.6, radius * 1.4),
      color: palette[model.roles[i]],
      shape: shapes[model.roles[i]],
      label: String(i + 1),
    });
  }
  const opacity = edgeOpacity(model.from.length);
  for (let e = 0; e < model.from.length; e++) {
    const part = model.weight[e] / Math.max(1, model.heaviest);
    graph.addEdgeWithKey(e, model.from[e], model.to[e], {
      size: large ? 0.4 + 1.6 * part : 0.7 + 2.6 * part,
      color: faint(palette.edge, opacity + 0.35 * part),
    });
  }
  return graph;
}

/** Marks one node and its edges, and takes the mark from the one before. */
function chooser(graph: UndirectedGraph, model: NetworkModel, palette: Palette): (node: number | undefined) => void {
  let undo: (() => void)[] = [];
  return (node) => {
    for (const back of undo) back();
    undo = [];
    if (node === undefined) return;
    const { color, size } = graph.getNodeAttributes(node);
    graph.mergeNodeAttributes(node, { color: palette.chosen, size: Math.max(9, Number(size) * 1.6) });
    undo.push(() => graph.mergeNodeAttributes(node, { color, size }));
    for (const edge of linksOf(model, node)) {
      const before = graph.getEdgeAttributes(edge);
      const old = { color: before.color as string, size: before.size as number };
      graph.mergeEdgeAttributes(edge, { color: palette.chosen, size: Math.max(1.2, old.size) });
      undo.push(() => graph.mergeEdgeAttributes(edge, old));
    }
  };
}

/** Copied in the same turn in which it was drawn: later the browser may have cleared it. */
async function pictureOf(sigma: Sigma, palette: Palette): Promise<Blob> {
  const canvas = await new Promise<HTMLCanvasElement>((resolve, reject) => {
    sigma.once('afterRender', () => {
      const drawn = sigma.getWebGLContext().canvas as HTMLCanvasElement;
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [drawn.width, drawn.height];
      const pen = copy.getContext('2d');
      if (pen === null) return reject(new Error('this browser draws no pictures'));
      pen.fillStyle = palette.surface;
      pen.fillRect(0, 0, copy.width, copy.height);
      pen.drawImage(drawn, 0, 0);
      resolve(copy);
    });
    sigma.refresh();
  });
  return await canvasPng(canvas);
}
