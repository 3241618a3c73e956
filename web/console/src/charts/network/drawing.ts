// What a network can be drawn with: sigma on WebGL, or a plain canvas where there is none.

export type Drawing = {
  /** x and y one after the other. */
  readonly setPlaces: (places: Float32Array) => void;
  /** Draws edges of at least this weight. */
  readonly setLeast: (weight: number) => void;
  readonly choose: (node: number | undefined) => void;
  /** Factor above 1 goes nearer. */
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly png: () => Promise<Blob>;
  readonly destroy: () => void;
};

export type DrawingEvents = {
  /** The pointer is on a node, or on none. */
  readonly onPoint: (node: number | undefined) => void;
  readonly onChoose: (node: number | undefined) => void;
};

export type Palette = {
  readonly member: string;
  readonly lead: string;
  readonly declared: string;
  readonly chosen: string;
  readonly edge: string;
  readonly ink: string;
  readonly surface: string;
};

/** The tokens of the page as they are now, light or dark. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    member: value('--accent'),
    lead: value('--ink'),
    declared: value('--muted'),
    chosen: value('--chart-2'),
    edge: value('--accent'),
    ink: value('--ink'),
    surface: value('--surface'),
  };
}

/** "#0b5cab" with an opacity, as "#0b5cab26". */
export const faint = (colour: string, opacity: number): string =>
  /^#[0-9a-f]{6}$/i.test(colour)
    ? `${colour}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`
    : colour;
