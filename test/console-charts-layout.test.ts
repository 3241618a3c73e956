// Where the parts of the console's pictures stand: bars, bands, curves, lanes, spans, networks; and what a CSV holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutCalibration } from '../web/console/src/charts/calibration-layout.ts';
import { csvOf } from '../web/console/src/charts/csv.ts';
import { layoutLags, shareWithin } from '../web/console/src/charts/lag-layout.ts';
import { arrangement } from '../web/console/src/charts/network/arrangement.ts';
import { edgesAtLeast, findAccounts, networkModel } from '../web/console/src/charts/network/model.ts';
import { fitView, nodeAt, zoomView } from '../web/console/src/charts/network/view.ts';
import { countWithin, isWithin, moveEnd, rangeOf, spanOf } from '../web/console/src/charts/time-span.ts';
import { layoutTimeline } from '../web/console/src/charts/timeline-layout.ts';

test('bars of lags begin at zero, and their heights are as their counts', () => {
  const { bars, bottom, all } = layoutLags({ edges: [0, 1, 5, 10], counts: [10, 5, 0] }, 10, undefined, 300, 200);
  assert.deepEqual(
    bars.map(({ y, height }) => y + height),
    [bottom, bottom, bottom],
  );
  assert.equal(bars[0].height, bars[1].height * 2);
  assert.equal(bars[2].height, 0);
  assert.equal(all, 15);
});

test('the expected band is spread evenly over the window and ends with it', () => {
  const { bars, windowX } = layoutLags(
    { edges: [0, 1, 5, 10, 20], counts: [9, 9, 9, 9] },
    10,
    { low: 10, high: 20 },
    408,
    200,
  );
  assert.deepEqual(
    bars.map(({ band }) => band && [band.low, band.high]),
    [[1, 2], [4, 8], [5, 10], undefined],
  );
  const sum = bars.reduce((total, { band }) => total + (band?.high ?? 0), 0);
  assert.equal(sum, 20);
  // Three of four bins of equal width.
  assert.equal(windowX, 8 + (3 * (408 - 16)) / 4);
  assert.equal(shareWithin(5, 10, 7.5), 0.5);
});

test('a band above all bars is inside the picture', () => {
  const { bars } = layoutLags({ edges: [0, 10], counts: [1] }, 10, { low: 40, high: 80 }, 300, 200);
  assert.ok((bars[0].band?.top ?? -1) >= 34);
});

test('the cut of the calibration counts the edges at or above it', () => {
  const points = [1, 2, 3, 4].map((score) => ({ score, targets: 100 / score, decoys: score < 3 ? 10 / score : 0 }));
  const names = { targets: 'this stream', decoys: 'decoys' };
  const layout = layoutCalibration(points.toReversed(), 3, names, 600, 300);
  assert.deepEqual(layout.atCut, { targets: 100 / 3, decoys: 0 });
  assert.match(layout.claim ?? '', /^M[\d.]+ 256H/);
  assert.equal(layoutCalibration(points, undefined, names, 600, 300).claim, undefined);
  assert.equal(layoutCalibration([], undefined, names, 600, 300).targets, '');
});

test('a timeline gives each member one lane and joins the posts on one object', () => {
  const steps = { from: 0, stepMilliseconds: 1000, counts: [1, 0, 2] };
  const objects = [
    {
      object: 'o',
      posts: [
        { account: 'b', time: 500 },
        { account: 'a', time: 2500 },
        { account: 'stranger', time: 2600 },
      ],
    },
  ];
  const layout = layoutTimeline({ steps, members: ['a', 'b'], objects, windowSeconds: 1 }, 800);
  assert.equal(layout.bars.length, 3);
  assert.deepEqual(
    [layout.lanes.length, layout.firsts.length, layout.dots.length, layout.threads.length],
    [2, 1, 1, 1],
  );
  assert.equal(layout.firsts[0].y, layout.lanes[1].y);
  const width = 800 - 168 - 12;
  assert.ok(Math.abs(layout.windowWidth - width / 3) < 0.1);
});

test('a span is whole steps, never empty, never crossed', () => {
  const steps = { from: 10_000, stepMilliseconds: 1000, counts: [1, 2, 3, 4] };
  for (let a = -1; a < 6; a++) {
    for (let b = -1; b < 6; b++) {
      const span = spanOf(a, b, 4);
      assert.ok(span.start >= 0 && span.end < 4 && span.start <= span.end);
    }
  }
  const span = spanOf(2.9, 1.1, 4);
  assert.deepEqual(span, { start: 1, end: 2 });
  assert.deepEqual(rangeOf(steps, span), { from: 11_000, to: 13_000 });
  assert.equal(countWithin(steps, span), 5);
  assert.deepEqual(
    [10_999, 11_000, 12_999, 13_000].map((time) => isWithin(time, rangeOf(steps, span))),
    [false, true, true, false],
  );
  assert.deepEqual(moveEnd(span, 'start', 9, 4), { start: 2, end: 2 });
  assert.deepEqual(moveEnd(span, 'end', 9, 4), { start: 1, end: 3 });
  assert.deepEqual(moveEnd(span, 'end', -9, 4), { start: 1, end: 1 });
});

const node = (account: string, shares: number, firsts = 0) => ({ account, shares, firsts, medianLagSeconds: 1 });

test('a network keeps each pair once, the heaviest, and leaves out what has no end', () => {
  const edges = [
    { a: 'x', b: 'y', weight: 2 },
    { a: 'y', b: 'x', weight: 5 },
    { a: 'x', b: 'x', weight: 9 },
    { a: 'x', b: 'nobody', weight: 9 },
    { a: 'y', b: 'z', weight: 1 },
  ];
  const model = networkModel([node('x', 1), node('y', 3), node('z', 2)], edges);
  assert.deepEqual(
    model.nodes.map(({ account }) => account),
    ['y', 'z', 'x'],
  );
  assert.deepEqual([...model.weight], [1, 5]);
  assert.deepEqual([...model.partners], [2, 1, 1]);
  assert.deepEqual([edgesAtLeast(model, 0), edgesAtLeast(model, 2), edgesAtLeast(model, 6)], [2, 1, 0]);
  assert.deepEqual(networkModel([node('x', 1), node('y', 3)], [], ['x']).nodes[0].account, 'x');
});

test('the one who leads was first a third of the time; search finds by any part', () => {
  const model = networkModel([node('ab', 9, 1), node('bc', 5, 7), node('cd', 1, 2)], []);
  assert.deepEqual(model.roles, ['member', 'lead', 'member']);
  assert.deepEqual(findAccounts(model, 'C', 5), [1, 2]);
  assert.deepEqual(findAccounts(model, '  ', 5), []);
});

test('the same network is arranged in the same places, and nothing flies away', () => {
  const count = 600;
  const from = Int32Array.from({ length: 1200 }, (_, e) => e % count);
  const to = Int32Array.from({ length: 1200 }, (_, e) => (e * 7 + 1) % count);
  const weight = Float64Array.from({ length: 1200 }, (_, e) => 1 + (e % 5));
  const run = (): number[] => {
    const step = arrangement({ count, from, to, weight });
    let places = step();
    for (let round = 0; round < 20; round++) places = step();
    return [...places];
  };
  const first = run();
  assert.deepEqual(run(), first);
  assert.ok(first.every((place) => Number.isFinite(place) && Math.abs(place) < 1e5));
});

test('a view fits all places and finds the node under the pointer, at every zoom', () => {
  const places = Float32Array.from([-50, 0, 50, 100, 0, 20]);
  const size = { width: 400, height: 300 };
  const fitted = fitView(places, size);
  for (const view of [fitted, zoomView(fitted, 4, 200, 150), zoomView(fitted, 0.5, 10, 10)]) {
    const [x, y] = [50 * view.scale + view.x, 100 * view.scale + view.y];
    assert.equal(nodeAt(places, view, x + 2, y - 2, 8), 1);
    assert.equal(nodeAt(places, view, x + 100, y + 100, 8), undefined);
  }
  const zoomed = zoomView(fitted, 3, 120, 80);
  const back = zoomView(zoomed, 1 / 3, 120, 80);
  assert.ok(Math.abs(back.x - fitted.x) < 1e-9 && Math.abs(back.scale - fitted.scale) < 1e-9);
  assert.deepEqual(fitView(new Float32Array(0), size), { scale: 1, x: 200, y: 150 });
});

test('a CSV quotes what needs it and runs nothing in a spreadsheet', () => {
  const text = csvOf(
    ['a', 'b'],
    [
      ['x,"y"', 1.5],
      ['=HYPERLINK("http://evil.example")', null],
      ['line\nbreak', -2],
      ['@sum', 0],
    ],
  );
  assert.equal(
    text,
    'a,b\r\n"x,""y""",1.5\r\n"\'=HYPERLINK(""http://evil.example"")",\r\n"line\nbreak",-2\r\n\'@sum,0\r\n',
  );
});
