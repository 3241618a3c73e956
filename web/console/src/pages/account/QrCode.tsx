// A QR code as one path: black on white in both themes, since cameras want it so.
import type { ReactElement } from 'react';
import { encode } from 'uqr';

type QrCodeProps = { readonly text: string; readonly label: string };

export function QrCode({ text, label }: QrCodeProps): ReactElement {
  const { size, data } = encode(text, { border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={dark.join('')} />
    </svg>
  );
}
