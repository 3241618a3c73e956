// From places in the network to pixels on a plain canvas, and back to the node under the pointer.

export type View = { readonly scale: number; readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** All places inside `size`, with a margin; nothing is stretched. */
export function fitView(places: Float32Array, { width, height }: Size, margin = 24): View {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    left = Math.min(left, places[i]);
    right = Math.max(right, places[i]);
    top = Math.min(top, places[i + 1]);
    bottom = Math.max(bottom, places[i + 1]);
  }
  if (!(right >= left)) return { scale: 1, x: width / 2, y: height / 2 };
  const scale = Math.min(
    Math.max(1, width - 2 * margin) / (right - left || 1),
    Math.max(1, height - 2 * margin) / (bottom - top || 1),
  );
  return { scale, x: width / 2 - ((left + right) / 2) * scale, y: height / 2 - ((top + bottom) / 2) * scale };
}

/** Nearer or farther, with the point x, y where it is. */
export function zoomView(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(1e6, Math.max(1e-6, view.scale * factor));
  const real = scale / view.scale;
  return { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
}

/** The nearest node within `reach` pixels of a point. */
export function nodeAt(places: Float32Array, view: View, x: number, y: number, reach: number): number | undefined {
  let [best, found]: [number, number | undefined] = [reach * reach, undefined];
  for (let i = 0; i < places.length; i += 2) {
    const [dx, dy] = [places[i] * view.scale + view.x - x, places[i + 1] * view.scale + view.y - y];
    const distance = dx * dx + dy * dy;
    if (distance <= best) [best, found] = [distance, i / 2];
  }
  return found;
}
