// The gallery: every picture with made-up data, for tests and for looking at. It is no part of the console.
import { visible } from '../../../../../src/detect/coordination/report/html.ts';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import '../charts.css';
import './gallery.css';
import { Arrivals } from '../Arrivals.tsx';
import { CalibrationCurve } from '../CalibrationCurve.tsx';
import { LagHistogram } from '../LagHistogram.tsx';
import { Network } from '../network/Network.tsx';
import { NullsChart } from '../NullsChart.tsx';
import type { Span } from '../time-span.ts';
import { Timeline } from '../Timeline.tsx';
import { Sparkline, Volume } from '../Volume.tsx';
import { hostile, largeNetwork, networkOf, stepsOf, typical } from './data.ts';

const params = new URLSearchParams(location.search);
document.documentElement.dataset.theme = params.get('theme') === 'dark' ? 'dark' : 'light';
const result = params.get('data') === 'hostile' ? hostile : typical;
const group = result.groups[Number(params.get('group') ?? 0)] ?? result.groups[0];

function Small() {
  const [span, setSpan] = useState<Span>();
  const { nodes, edges } = networkOf(group);
  const objects = group.objects.map((object) => ({
    ...object,
    posts: object.posts.map((post) => ({ ...post, time: post.time * 1000 })),
  }));
  return (
    <>
      <div className="gallery-pair">
        <Network nodes={nodes} edges={edges} allNodes={nodes.length} allEdges={edges.length} name="network" />
        <div className="stack">
          <NullsChart observed={group.observed} nulls={group.nulls} name="nulls" />
          <LagHistogram
            data={group.lagHistogram}
            windowSeconds={group.windowSeconds}
            expected={{ low: 12, high: 40 }}
            name="lags"
          />
        </div>
      </div>
      <Timeline
        steps={stepsOf(group)}
        members={nodes.map((node) => node.account)}
        objects={objects}
        windowSeconds={group.windowSeconds}
        name="timeline"
        span={span}
        onSpan={setSpan}
      />
      <Arrivals
        objects={objects.map((object) => ({ ...object, key: object.object, label: visible(object.object, 40) }))}
        windowSeconds={group.windowSeconds}
        name="arrivals"
      />
      <CalibrationCurve points={result.calibration} cut={result.scoreCut} name="calibration" />
      <Volume
        title="Findings by day"
        per="day"
        name="findings"
        steps={[0, 2, 1, 0, 0, 4, 7, 3, 2, 9, 12, 8, 5, 3].map((count, i) => ({
          label: `${i + 1} May`,
          count,
          ongoing: i === 13,
        }))}
      />
      <Sparkline counts={[0, 2, 1, 0, 0, 4, 7, 3, 2, 9, 12, 8, 5, 3]} label="Posts of the last 14 hours" />
    </>
  );
}

function Large() {
  const [{ nodes, edges }] = useState(() =>
    largeNetwork(Number(params.get('nodes') ?? 10_000), Number(params.get('edges') ?? 50_000), 60),
  );
  return (
    <Network
      nodes={nodes}
      edges={edges}
      allNodes={nodes.length}
      allEdges={edges.length}
      name="network"
      graphics={params.get('graphics') === 'card' ? 'card' : undefined}
    />
  );
}

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <main className="gallery stack">
        <h1>Pictures</h1>
        <h2>Of made-up data</h2>
        {params.has('nodes') ? <Large /> : <Small />}
      </main>
    </StrictMode>,
  );
}
