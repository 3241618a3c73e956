// A unit among its peers: their shares as dots on one line, the band of what is not shown, the unit marked.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { layoutPeers, type PeerLayout, peerHeight, peerMargins, type PeerPictureData } from './peer-layout.ts';
import { Picture } from './Picture.tsx';
import { useWidth } from './use-width.ts';

type Props = { readonly data: PeerPictureData; readonly name: string };

export const shareText = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function PeerPicture({ data, name }: Props): ReactElement {
  const { ref, width } = useWidth<HTMLDivElement>(520);
  const layout = layoutPeers(data, width);
  const [seen, expected, low, high] = [data.seen, data.expected, data.low, data.high].map(shareText);
  const rows: readonly (readonly [string, number])[] = [
    [t('plausibility.picture.this'), data.seen],
    [t('plausibility.picture.median'), data.expected],
    [t('plausibility.picture.low'), data.low],
    [t('plausibility.picture.high'), data.high],
    ...data.peers.map((peer) => [t('plausibility.picture.peer'), peer] as const),
  ];
  return (
    <Picture
      title={t('plausibility.picture')}
      description={t('plausibility.pictureDescription', { seen, expected, low, high })}
      caption={t('plausibility.pictureFoot')}
      name={name}
      frame={ref}
      table={{
        columns: [{ title: t('plausibility.picture.what') }, { title: t('plausibility.picture.share'), number: true }],
        rows,
        shown: () => rows.map(([what, share]) => [what, shareText(share)]),
      }}
    >
      <Line layout={layout} width={width} seen={seen} expected={expected} />
    </Picture>
  );
}

type LineProps = {
  readonly layout: PeerLayout;
  readonly width: number;
  readonly seen: string;
  readonly expected: string;
};

const anchor = (x: number, width: number): 'start' | 'middle' | 'end' =>
  x < 80 ? 'start' : x > width - 80 ? 'end' : 'middle';

function Line({ layout: { dots, band, seenX, expectedX, ticks }, width, seen, expected }: LineProps): ReactElement {
  const bottom = peerHeight - peerMargins.bottom;
  const middle = (peerMargins.top + bottom) / 2;
  return (
    <svg className="chart" width={width} height={peerHeight} aria-hidden="true">
      <rect className="band" x={band.x} width={band.width} y={peerMargins.top} height={bottom - peerMargins.top} />
      {dots.map(({ x, y }, i) => (
        <circle key={i} className="dot" cx={x} cy={y} r={2.6} />
      ))}
      <line className="cut" x1={expectedX} x2={expectedX} y1={peerMargins.top} y2={bottom} />
      <text className="t-muted" x={expectedX} y={30} textAnchor={anchor(expectedX, width)}>
        {t('plausibility.pictureMedian', { expected })}
      </text>
      <circle className="dot lead" cx={seenX} cy={middle} r={6} />
      <text className="t-strong halo" x={seenX} y={14} textAnchor={anchor(seenX, width)}>
        {t('plausibility.pictureThis', { seen })}
      </text>
      <line className="axis" x1={peerMargins.left} x2={width - peerMargins.right} y1={bottom} y2={bottom} />
      {ticks.map(({ x, text }) => (
        <text key={text} className="t-muted" x={x} y={bottom + 17} textAnchor="middle">
          {text}
        </text>
      ))}
    </svg>
  );
}
