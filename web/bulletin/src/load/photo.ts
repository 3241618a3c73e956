// Texts of the QR codes in a photo: the whole, then parts of it at several sizes; what was found is painted over, so that
// the next one is found too. Nothing leaves the device.
import type { DecodeQR } from 'qr/decode.js';

const mostFileBytes = 60_000_000;
const mostPixels = 120_000_000;
/** Longest edges, in pixels, at which the whole is tried. */
const edges = [1400, 2400, 900];
const mostCodes = 60;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Nine overlapping parts of half the width and height. */
const parts = ({ width, height }: ImageBitmap): readonly Box[] =>
  [0, 0.25, 0.5].flatMap((y) =>
    [0, 0.25, 0.5].map((x) => ({ x: x * width, y: y * height, width: width / 2, height: height / 2 })),
  );

function draw(picture: ImageBitmap, box: Box, edge: number): CanvasRenderingContext2D | undefined {
  const scale = Math.min(1, edge / Math.max(box.width, box.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(box.width * scale));
  canvas.height = Math.max(1, Math.round(box.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true }) ?? undefined;
  if (context === undefined) return undefined;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, canvas.width, canvas.height);
  return context;
}

/** Every code that is found in one drawing. */
function codesIn(context: CanvasRenderingContext2D, decode: DecodeQR, found: Set<string>): void {
  const { width, height } = context.canvas;
  while (found.size < mostCodes) {
    let outline: readonly { readonly x: number; readonly y: number }[] | undefined;
    try {
      const { data } = context.getImageData(0, 0, width, height);
      const text = decode(
        { width, height, data },
        { timeLimit: 150, pointsOnDetect: (points) => (outline = points.outline) },
      );
      found.add(text);
    } catch {
      return;
    }
    if (outline === undefined) return;
    context.fillStyle = '#fff';
    context.beginPath();
    for (const { x, y } of outline) context.lineTo(x, y);
    context.fill();
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Undefined where it is no picture, or too large. `enough`: asked after each try, so that nothing more is tried once all
 * parts are there.
 */
export async function codesOf(
  file: Blob,
  decode: DecodeQR,
  enough: (texts: readonly string[]) => boolean,
): Promise<readonly string[] | undefined> {
  if (file.size > mostFileBytes) return undefined;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  const found = new Set<string>();
  try {
    if (picture.width * picture.height > mostPixels) return undefined;
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
    const tries = [
      ...edges.map((edge) => ({ box: whole, edge })),
      ...parts(picture).map((box) => ({ box, edge: 1400 })),
    ];
    for (const { box, edge } of tries) {
      const context = draw(picture, box, edge);
      if (context !== undefined) codesIn(context, decode, found);
      if (enough([...found])) break;
      await breath();
    }
    return [...found];
  } finally {
    picture.close();
  }
}
