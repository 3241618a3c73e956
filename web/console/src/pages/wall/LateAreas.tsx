// Areas that wait for somebody: late ones first, then those with conflicts; as many as a wall holds.
import type { ReactElement } from 'react';
import type { UnitCounts } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { Bar } from '../../ui/Bar.tsx';
import { numberText } from '../../ui/Num.tsx';

const mostAreas = 8;
type Area = UnitCounts['areas'][number];

const conflicts = ({ states }: Area): number => states.conflicting ?? 0;
const come = ({ units, states }: Area): number => units - (states.awaited ?? 0);
const share = (area: Area): number => (area.units === 0 ? 1 : come(area) / area.units);

/** Late first, then in conflict, then the least complete. */
const worst = (a: Area, b: Area): number =>
  b.late - a.late || conflicts(b) - conflicts(a) || share(a) - share(b) || a.name.localeCompare(b.name);

export function LateAreas({ counts }: { readonly counts: UnitCounts }): ReactElement {
  if (counts.areas.length === 0) return <p>{t('wall.noUnits')}</p>;
  const waiting = counts.areas.filter((area) => area.late > 0 || conflicts(area) > 0 || come(area) < area.units);
  if (waiting.length === 0) return <p className="night-wall-done">{t('wall.allCome')}</p>;
  const shown = waiting.toSorted(worst).slice(0, mostAreas);
  return (
    <table className="night-wall-areas">
      <thead>
        <tr>
          <th scope="col">{t('wall.areas', { shown: shown.length, all: counts.areas.length })}</th>
          <th scope="col" className="is-wide">
            {t('returns.column.complete')}
          </th>
          <th scope="col">{t('returns.column.late')}</th>
          <th scope="col">{t('returns.column.conflicts')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((area) => (
          <tr key={area.area}>
            <th scope="row">{area.name}</th>
            <td className="is-wide">
              <span className="night-wall-bar">
                <Bar share={share(area)} />
                <span>
                  {t('returns.completenessOf', { counted: numberText(come(area)), units: numberText(area.units) })}
                </span>
              </span>
            </td>
            <td className={area.late > 0 ? 'is-warning' : undefined}>{numberText(area.late)}</td>
            <td className={conflicts(area) > 0 ? 'is-severe' : undefined}>{numberText(conflicts(area))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
