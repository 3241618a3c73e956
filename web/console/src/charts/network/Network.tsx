// Who acts with whom: the network with its tools, its numbers, its table and its exports.
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { visible } from '../../../../../src/detect/coordination/report/html.ts';
import { t } from '../../messages/t.ts';
import { Picture } from '../Picture.tsx';
import { useWidth } from '../use-width.ts';
import { count, duration } from '../words.ts';
import type { Drawing } from './drawing.ts';
import type { Graphics } from './graphics.ts';
import { LargeNetwork } from './LargeNetwork.tsx';
import { NetworkAbout } from './NetworkAbout.tsx';
import { NetworkLegend } from './NetworkLegend.tsx';
import { NetworkTools } from './NetworkTools.tsx';
import { type NetworkEdge, type NetworkModel, type NetworkNode, networkModel } from './model.ts';
import { mostSmall } from './small.ts';
import { SmallNetwork } from './SmallNetwork.tsx';

type Props = {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  readonly allNodes: number;
  readonly allEdges: number;
  readonly name: string;
  /** Accounts in the order of another table, which gives the numbers. */
  readonly order?: readonly string[];
  /** What draws a large network; found out where it is not said. */
  readonly graphics?: Graphics;
};

export function Network({ nodes, edges, allNodes, allEdges, name, order, graphics }: Props) {
  const model = useMemo(() => networkModel(nodes, edges, order), [nodes, edges, order]);
  const { ref, width } = useWidth<HTMLDivElement>(520);
  const drawing = useRef<Drawing>(null);
  const [least, setLeast] = useState(0);
  const [pointed, setPointed] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const small = model.nodes.length <= mostSmall;
  const events = { onPoint: setPointed, onChoose: setChosen };
  const partly = model.nodes.length < allNodes || model.from.length < allEdges;
  return (
    <Picture
      title={t('charts.networkTitle')}
      description={t('charts.networkDescription', { accounts: allNodes, edges: allEdges })}
      caption={
        <>
          {t('charts.networkCaption')} {t(order === undefined ? 'charts.networkRanks' : 'charts.networkNumbers')}{' '}
          {partly && t('charts.networkPartly', partlyValues(model, allNodes, allEdges))}
        </>
      }
      name={name}
      frame={ref}
      table={tableOf(model)}
      {...(small ? {} : { png: async () => await pngOf(drawing.current) })}
    >
      <NetworkTools model={model} least={least} onLeast={setLeast} onChoose={setChosen} />
      <div
        className={small ? 'network-stage small' : 'network-stage'}
        role="group"
        tabIndex={0}
        aria-label={t('charts.networkKeyboard', { hint: t('charts.networkHint') })}
        onKeyDown={(event) => onKey(event, model, chosen, setChosen, drawing.current)}
      >
        {!small && <Zoom drawing={drawing} />}
        {small ? (
          <SmallNetwork model={model} width={Math.max(200, width - 2)} least={least} chosen={chosen} {...events} />
        ) : (
          <LargeNetwork
            model={model}
            least={least}
            chosen={chosen}
            onDrawing={(made) => {
              drawing.current = made;
            }}
            events={events}
            graphics={graphics}
          />
        )}
      </div>
      <NetworkAbout model={model} node={pointed ?? chosen} />
      <NetworkLegend model={model} small={small} />
    </Picture>
  );
}

const partlyValues = (model: NetworkModel, allNodes: number, allEdges: number) => ({
  nodes: model.nodes.length,
  allNodes,
  edges: model.from.length,
  allEdges,
});

async function pngOf(drawing: Drawing | null): Promise<Blob> {
  if (drawing === null) throw new Error('nothing is drawn yet');
  return await drawing.png();
}

function onKey(
  event: KeyboardEvent,
  { nodes }: NetworkModel,
  chosen: number | undefined,
  choose: (node: number | undefined) => void,
  drawing: Drawing | null,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const last = nodes.length - 1;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowRight: () => choose(chosen === undefined ? 0 : Math.min(last, chosen + 1)),
    ArrowDown: () => choose(chosen === undefined ? 0 : Math.min(last, chosen + 1)),
    ArrowLeft: () => choose(chosen === undefined ? last : Math.max(0, chosen - 1)),
    ArrowUp: () => choose(chosen === undefined ? last : Math.max(0, chosen - 1)),
    Escape: () => choose(undefined),
    '+': () => drawing?.zoom(1.5),
    '-': () => drawing?.zoom(1 / 1.5),
    '0': () => drawing?.fit(),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  acts[event.key]();
}

function Zoom({ drawing }: { readonly drawing: React.RefObject<Drawing | null> }) {
  return (
    <div className="network-zoom">
      <button
        type="button"
        className="quiet"
        aria-label={t('charts.networkIn')}
        onClick={() => drawing.current?.zoom(1.5)}
      >
        +
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={t('charts.networkOut')}
        onClick={() => drawing.current?.zoom(1 / 1.5)}
      >
        −
      </button>
      <button type="button" className="quiet" onClick={() => drawing.current?.fit()}>
        {t('charts.networkFit')}
      </button>
    </div>
  );
}

function tableOf(model: NetworkModel) {
  const { nodes, partners, weightSum } = model;
  return {
    columns: [
      { title: '#', number: true },
      { title: t('charts.networkAccount') },
      { title: t('charts.networkColumnShares'), number: true },
      { title: t('charts.networkColumnFirsts'), number: true },
      { title: t('charts.networkColumnLag'), number: true },
      { title: t('charts.networkColumnPartners'), number: true },
      { title: t('charts.networkColumnWeight'), number: true },
      { title: t('charts.networkColumnDeclared') },
    ],
    rows: nodes.map((node, i) => [
      i + 1,
      node.account,
      node.shares,
      node.firsts,
      node.medianLagSeconds,
      partners[i],
      weightSum[i],
      node.declared ?? null,
    ]),
    shown: () =>
      nodes.slice(0, 200).map((node, i) => [
        i + 1,
        <bdi key="a">
          <code>{visible(node.account, 80)}</code>
        </bdi>,
        count(node.shares),
        count(node.firsts),
        duration(node.medianLagSeconds),
        count(partners[i]),
        count(weightSum[i]),
        node.declared === undefined ? '' : visible(node.declared, 60),
      ]),
  };
}
