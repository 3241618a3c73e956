// A network of few accounts, drawn as in the offline report: numbered marks that a person can count.
import { type Point, placeNodes } from '../../../../../src/detect/coordination/report/layout.ts';
import { useMemo } from 'react';
import { tenth } from '../scale.ts';
import { type NetworkModel, radiusOf } from './model.ts';

const mostLinks = 400;

type Props = {
  readonly model: NetworkModel;
  readonly width: number;
  readonly least: number;
  readonly chosen: number | undefined;
  readonly onPoint: (node: number | undefined) => void;
  readonly onChoose: (node: number | undefined) => void;
};

/** Links that are drawn, the heaviest; they also decide where accounts stand. */
export function heaviestLinks(model: NetworkModel): readonly { from: number; to: number; weight: number }[] {
  return Array.from({ length: model.from.length }, (_, e) => ({
    from: model.from[e],
    to: model.to[e],
    weight: model.weight[e],
  }))
    .toReversed()
    .slice(0, mostLinks);
}

export function SmallNetwork({ model, width, least, chosen, onPoint, onChoose }: Props) {
  const height = Math.min(440, Math.max(260, Math.round(width * 0.72)));
  const links = useMemo(() => heaviestLinks(model), [model]);
  const count = model.nodes.length;
  const places = useMemo(
    () => placeNodes(count, links, { width, height, margin: 24 }, count > 36 ? 10 : 14),
    [count, links, width, height],
  );
  const touches = (from: number, to: number): boolean => from === chosen || to === chosen;
  return (
    <svg className="chart" width={width} height={height} aria-hidden="true" onPointerLeave={() => onPoint(undefined)}>
      <rect width={width} height={height} fill="transparent" onClick={() => onChoose(undefined)} />
      {links.map(({ from, to, weight }) =>
        weight < least ? null : (
          <line
            key={`${from}-${to}`}
            className={touches(from, to) ? 'link chosen' : 'link'}
            x1={places[from].x}
            y1={places[from].y}
            x2={places[to].x}
            y2={places[to].y}
            strokeWidth={tenth(0.6 + (2.8 * weight) / Math.max(1, model.heaviest))}
          />
        ),
      )}
      {model.nodes.map(({ account }, i) => (
        <Node
          key={account}
          model={model}
          i={i}
          place={places[i]}
          chosen={i === chosen}
          onPoint={onPoint}
          onChoose={onChoose}
        />
      ))}
    </svg>
  );
}

type NodeProps = Pick<Props, 'model' | 'onPoint' | 'onChoose'> & {
  readonly i: number;
  readonly place: Point;
  readonly chosen: boolean;
};

function Node({ model, i, place: { x, y }, chosen, onPoint, onChoose }: NodeProps) {
  const role = model.roles[i];
  const r = tenth(radiusOf(model, i, 9.5, 14));
  const events = { onPointerEnter: () => onPoint(i), onClick: () => onChoose(i) };
  return (
    <g {...events}>
      {role === 'declared' ? (
        <rect className="node declared" x={x - r} y={y - r} width={r * 2} height={r * 2} rx="2" />
      ) : (
        <circle className={`node ${role}`} cx={x} cy={y} r={r} />
      )}
      {role === 'lead' && <circle className="ring" cx={x} cy={y} r={r + 3.5} />}
      {chosen && <circle className="ring chosen" cx={x} cy={y} r={r + 5} />}
      <text className={`t-node ${role}`} x={x} y={y + 4} textAnchor="middle">
        {i + 1}
      </text>
    </g>
  );
}
