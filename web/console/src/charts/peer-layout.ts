// Where a unit, its peers and the band of what is not shown stand on one line of shares.
import { linear, tenth } from './scale.ts';

export type PeerPictureData = {
  readonly seen: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** Rising. */
  readonly peers: readonly number[];
};

export type PeerLayout = {
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly seenX: number;
  readonly expectedX: number;
  readonly band: { readonly x: number; readonly width: number };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
};

export const peerHeight = 128;
export const peerMargins = { left: 12, right: 12, top: 40, bottom: 30 } as const;
const dotSize = 7;

const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5];

/** From a little below the least to a little above the most, within 0 and 1. */
function boundsOf({ seen, low, high, peers }: PeerPictureData): readonly [number, number] {
  const all = [seen, low, high, ...peers];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(0.005, (most - least) * 0.05);
  return [Math.max(0, least - room), Math.min(1, most + room)];
}

export function layoutPeers(data: PeerPictureData, width: number): PeerLayout {
  const [from, to] = boundsOf(data);
  const x = linear(from, to, peerMargins.left, width - peerMargins.right);
  const middle = (peerMargins.top + peerHeight - peerMargins.bottom) / 2;
  const most = Math.floor((peerHeight - peerMargins.bottom - peerMargins.top) / dotSize / 2);
  const stacked = new Map<number, number>();
  const dots = data.peers.map((peer) => {
    const place = Math.round(x(peer) / dotSize);
    const n = stacked.get(place) ?? 0;
    stacked.set(place, n + 1);
    const level = Math.min(most, Math.ceil(n / 2)) * (n % 2 === 0 ? 1 : -1);
    return { x: tenth(x(peer)), y: tenth(middle + level * dotSize) };
  });
  const step = steps.find((one) => (to - from) / one <= Math.max(2, width / 70)) ?? 0.5;
  const first = Math.ceil(from / step - 1e-9);
  const ticks = Array.from({ length: Math.max(0, Math.floor(to / step + 1e-9) - first + 1) }, (_, i) => {
    const share = (first + i) * step;
    return { x: tenth(x(share)), text: `${Math.round(share * 100)} %` };
  });
  return {
    dots,
    seenX: tenth(x(data.seen)),
    expectedX: tenth(x(data.expected)),
    band: { x: tenth(x(data.low)), width: tenth(Math.max(1, x(data.high) - x(data.low))) },
    ticks,
  };
}
