// Above the network: find an account, and draw only edges that weigh enough.
import { useId, useState } from 'react';
import { visible } from '../../../../../src/detect/coordination/report/html.ts';
import { t } from '../../messages/t.ts';
import { count } from '../words.ts';
import { edgesAtLeast, findAccounts, type NetworkModel } from './model.ts';

type Props = {
  readonly model: NetworkModel;
  readonly least: number;
  readonly onLeast: (weight: number) => void;
  readonly onChoose: (node: number | undefined) => void;
};

const mostFound = 8;

export function NetworkTools({ model, least, onLeast, onChoose }: Props) {
  const lightest = model.weight[0] ?? 1;
  const slider = Math.max(least, lightest);
  return (
    <div className="network-tools">
      <Find model={model} onChoose={onChoose} />
      {model.heaviest > lightest && (
        <label>
          <input
            type="range"
            min={lightest}
            max={model.heaviest}
            step={1}
            value={slider}
            onChange={(event) => onLeast(Number(event.target.value))}
          />
          {t('charts.networkEdges', {
            weight: count(slider),
            shown: count(edgesAtLeast(model, slider)),
            all: count(model.from.length),
          })}
        </label>
      )}
    </div>
  );
}

function Find({ model, onChoose }: Pick<Props, 'model' | 'onChoose'>) {
  const id = useId();
  const [text, setText] = useState('');
  const found = findAccounts(model, text, mostFound);
  return (
    <span className="network-find">
      <input
        type="search"
        aria-label={t('charts.networkFind')}
        placeholder={t('charts.networkFind')}
        value={text}
        list={id}
        onChange={(event) => {
          const { value } = event.target;
          setText(value);
          onChoose(findAccounts(model, value, 1)[0]);
        }}
      />
      <datalist id={id}>
        {found.map((node) => (
          <option key={node} value={visible(model.nodes[node].account, 80)} />
        ))}
      </datalist>
      <span className="spoken" role="status">
        {text !== '' && t('charts.networkFound', { count: found.length })}
      </span>
    </span>
  );
}
