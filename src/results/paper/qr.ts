// A line of text as a QR code in SVG, with the quiet zone that scanners need. Browser-safe.
import { encode } from 'uqr';

/** `sizeMillimetres`: edge of the drawing. The text is of the alphanumeric set, which codes hold most densely. */
export function qrSvg(text: string, sizeMillimetres: number): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => {
    const runs: string[] = [];
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      let end = x;
      while (end < size && row[end]) end++;
      runs.push(`M${x} ${y}h${end - x}v1h-${end - x}z`);
      x = end;
    }
    return runs;
  });
  return `<svg class="qr" width="${sizeMillimetres}mm" height="${sizeMillimetres}mm" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-hidden="true"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark.join('')}"/></svg>`;
}
