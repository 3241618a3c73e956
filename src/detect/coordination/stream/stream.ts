// Detection on a stream: counts event by event within the live windows, provisional groups between panes, and panes
// that close as the watermark passes. State depends on which shares lie within the horizon, not on how they came.
import { layers as allLayers } from '../../../ingest/post.ts';
import { textName } from '../../text-name.ts';
import { episodeOf } from '../native/episodes.ts';
import type { CoordinationStream, Pane, StreamOptions } from './contract.ts';
import { liveCounts } from './counts.ts';
import { createHotPairs } from './hot-pairs.ts';
import { createKnownGroups } from './known-groups.ts';
import { createLiveLayer } from './live-layer.ts';
import { createNames } from './names.ts';
import { provisionalGroups } from './provisional.ts';
import type { LiveState } from './shares-around.ts';
import type { ProvisionalGroup, StreamUpdate } from './update.ts';
import { createWaiting } from './waiting.ts';

/** Clocks of sources may be this much ahead. */
const aheadSeconds = 300;
/** A stream without events for this long follows the clock, if it was this near to it. */
const idleSeconds = 60;
const liveSeconds = 3600;
/** Accounts that are looked at together, and in one update. */
const mostAround = 300;
const mostLooked = 600;

/** Events are `ShareBatch` rows, each once; see `CoordinationStream`. */
export function createCoordinationStream(options: StreamOptions): CoordinationStream {
  let state = createState(options);
  return {
    add: (batch, nowSeconds) => {
      for (let row = 0; row < batch.count; row++) {
        const layer = layerIndex.get(batch.layer[row]);
        if (layer === undefined) continue;
        const time = batch.timeMicros[row] / 1e6;
        const shingles = batch.shingles[row];
        const name = shingles === undefined ? batch.object[row] : textName(shingles);
        const object = lastingLayers.has(layer) ? `${name}${episodeOf(allLayers[layer], time)}` : name;
        const [account, platform, post] = [batch.account[row], batch.platform[row], batch.post[row]];
        if (time <= nowSeconds + aheadSeconds) state.take(layer, time, object, account, platform, post);
        else state.waiting.add({ layer, time, object, account, platform, post });
      }
      state.takeWaiting(nowSeconds + aheadSeconds);
      state.advance();
    },
    tick: (nowSeconds) => {
      state.takeWaiting(nowSeconds + aheadSeconds);
      state.advance();
      state.follow(nowSeconds);
    },
    update: () => state.update(),
    closedPane: () => state.closedPane(),
    status: () => state.status(),
    counts: () => state.counts(),
    clear: () => {
      state = createState(options);
    },
  };
}

const layerIndex: ReadonlyMap<string, number> = new Map(allLayers.map((layer, index) => [layer, index]));
const lastingLayers = new Set(allLayers.flatMap((layer, index) => (episodeOf(layer, 0) === '' ? [] : [index])));

/** Places by layer of the shares of one pane. */
type PaneShares = { readonly places: readonly number[][]; count: number };

function createState(options: StreamOptions) {
  const { paneSeconds, horizonSeconds, latenessSeconds, detect } = options;
  const windowsSeconds = liveWindows(options);
  const allWindows = [...new Set(detect.windowsSeconds)].sort((x, y) => x - y);
  const accounts = createNames();
  const platforms: string[] = [];
  const layers = allLayers.map((layer) => ({ layer, live: createLiveLayer(windowsSeconds, options.liveCap) }));
  const panes = new Map<number, PaneShares>();
  const hot = createHotPairs();
  const known = createKnownGroups();
  const waiting = createWaiting();
  const counters = { shares: 0, late: 0, expired: 0 };
  let newest = Number.NEGATIVE_INFINITY;
  let watermark = Number.NEGATIVE_INFINITY;
  /** End of the last pane that closed; undefined before the first event. */
  let closedTo: number | undefined;
  /** Begin of the oldest pane that is held. */
  let from = Number.NEGATIVE_INFINITY;
  let due: Pane | undefined;
  let shortened = false;
  const touched = new Set<number>();

  const take = (layer: number, time: number, object: string, account: string, platform: string, post: string): void => {
    if (time < from) {
      counters.expired++;
      return;
    }
    if (closedTo !== undefined && time < closedTo) counters.late++;
    const pane = Math.floor(time / paneSeconds);
    let shares = panes.get(pane);
    if (shares === undefined) {
      shares = { places: allLayers.map(() => []), count: 0 };
      panes.set(pane, shares);
    }
    const index = accounts.hold(account);
    platforms[index] = platform;
    shares.places[layer].push(layers[layer].live.add(index, object, time, post));
    shares.count++;
    counters.shares++;
    if (time > newest) newest = time;
    if (counters.shares > options.mostShares) shorten();
  };

  const takeWaiting = (untilSeconds: number): void => {
    for (const { layer, time, object, account, platform, post } of waiting.until(untilSeconds))
      take(layer, time, object, account, platform, post);
  };

  const pairs = (): number => layers.reduce((sum, { live }) => sum + live.pairs.size(), 0);

  const drop = (pane: number): void => {
    const shares = panes.get(pane);
    if (shares === undefined) return;
    layers.forEach(({ live }, layer) => live.expire(shares.places[layer], (pane + 1) * paneSeconds, accounts.release));
    panes.delete(pane);
    counters.shares -= shares.count;
  };

  const expireBefore = (boundary: number): void => {
    if (boundary <= from) return;
    from = boundary;
    const old = [...panes.keys()].filter((pane) => (pane + 1) * paneSeconds <= boundary);
    for (const pane of old.toSorted((x, y) => x - y)) drop(pane);
  };

  /** Memory is bounded: the oldest pane goes, and the horizon in use is told. The newest pane always stays. */
  const shorten = (): void => {
    const [oldest, ...rest] = [...panes.keys()].toSorted((x, y) => x - y);
    if (rest.length === 0) return;
    shortened = true;
    expireBefore((oldest + 1) * paneSeconds);
  };

  const moveTo = (reached: number): void => {
    if (reached <= watermark) return;
    watermark = reached;
    const boundary = Math.floor(reached / paneSeconds) * paneSeconds;
    closedTo ??= oldestPane(panes) * paneSeconds;
    if (boundary <= closedTo) return;
    closedTo = boundary;
    expireBefore(boundary - horizonSeconds);
    due = { from: Math.max(from, boundary - horizonSeconds), to: boundary };
  };

  /** Looks at the accounts that changed and at those they hang together with; what is much is left for the next call. */
  const lookAround = () => {
    const { cap, seed, declared } = detect;
    const live: LiveState = { accounts, platforms, layers, windowsSeconds: allWindows, cap, seed, declared };
    const groups: ProvisionalGroup[] = [];
    const looked = new Set<string>();
    let work = 0;
    for (const account of touched) {
      if (work >= mostLooked) break;
      const around = hot.around(account, mostAround);
      for (const other of [account, ...around]) {
        touched.delete(other);
        looked.add(accounts.nameOf(other));
      }
      work += around.length;
      groups.push(...provisionalGroups(live, around));
    }
    return { groups, looked };
  };

  return {
    waiting,
    take,
    takeWaiting,
    advance: (): void => {
      while (pairs() > options.mostPairs && panes.size > 1) shorten();
      if (Number.isFinite(newest)) moveTo(newest - latenessSeconds);
    },
    follow: (nowSeconds: number): void => {
      const quiet = nowSeconds - newest;
      if (quiet > idleSeconds && quiet < liveSeconds) moveTo(nowSeconds - latenessSeconds - idleSeconds);
    },
    closedPane: (): Pane | undefined => {
      const pane = due;
      due = undefined;
      return pane;
    },
    update: (): StreamUpdate | undefined => {
      layers.forEach(({ live }, index) => {
        live.settle();
        for (const account of hot.refresh(index, live)) touched.add(account);
      });
      if (touched.size === 0) return undefined;
      const { groups, looked } = lookAround();
      const told = known.renew(groups, (account) => looked.has(account));
      if (told.groups.length === 0 && told.gone.length === 0) return undefined;
      return { kind: 'provisional', watermark, ...told };
    },
    counts: () => new Map(layers.map(({ layer, live }) => [layer, liveCounts(live, accounts)])),
    status: () => ({
      watermark: Number.isFinite(watermark) ? watermark : undefined,
      from: Number.isFinite(from) ? from : undefined,
      shares: counters.shares,
      pairs: pairs(),
      accounts: accounts.size(),
      objects: layers.reduce((sum, { live }) => sum + live.objects.size(), 0),
      late: counters.late,
      expired: counters.expired,
      fromTheFuture: waiting.size(),
      shortenedTo: shortened && Number.isFinite(from) ? Math.max(0, watermark - from) : undefined,
    }),
  };
}

const oldestPane = (panes: ReadonlyMap<number, unknown>): number =>
  [...panes.keys()].reduce((least, pane) => Math.min(least, pane), Number.POSITIVE_INFINITY);

/** The windows that are counted event by event; at least the smallest. */
export function liveWindows({ detect, liveWindowSeconds }: StreamOptions): readonly number[] {
  const sorted = [...new Set(detect.windowsSeconds)].sort((x, y) => x - y);
  const live = sorted.filter((windowSeconds) => windowSeconds <= liveWindowSeconds);
  return live.length > 0 ? live : sorted.slice(0, 1);
}
