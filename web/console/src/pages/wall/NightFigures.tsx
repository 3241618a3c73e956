// The states of all units in six large figures, and how much of the whole has come.
import type { ReactElement } from 'react';
import { type UnitState, unitStates } from '../../../../../src/results/reconcile/states.ts';
import type { UnitCounts } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { Bar } from '../../ui/Bar.tsx';
import { numberText } from '../../ui/Num.tsx';

type Props = { readonly counts: UnitCounts };

function classOf(state: UnitState, count: number): string | undefined {
  if (count === 0) return undefined;
  if (state === 'conflicting') return 'is-severe';
  return state === 'confirmed' || state === 'certified' ? 'is-ok' : undefined;
}

export function Figures({ counts }: Props): ReactElement {
  const { units, states, late } = counts;
  const come = units - (states.awaited ?? 0);
  return (
    <>
      <div className="night-wall-come">
        <p>
          <b>{units === 0 ? '–' : `${((100 * come) / units).toFixed(1)} %`}</b>{' '}
          {t('wall.come', { come: numberText(come), units: numberText(units) })}
          {late > 0 && <span className="is-warning"> {t('wall.late', { count: late })}</span>}
        </p>
        <Bar share={units === 0 ? 0 : come / units} />
      </div>
      <ul className="night-wall-figures">
        {unitStates.map((state) => (
          <li key={state} className={classOf(state, states[state] ?? 0)}>
            <b>{numberText(states[state] ?? 0)}</b>
            <span>{t(`wall.state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
