// What the marks of the network mean: by shape and by colour.
import { t } from '../../messages/t.ts';
import type { NetworkModel, Role } from './model.ts';

const names = {
  member: 'charts.networkMember',
  lead: 'charts.networkLead',
  declared: 'charts.networkDeclared',
} as const;

export function NetworkLegend({ model, small }: { readonly model: NetworkModel; readonly small: boolean }) {
  const shown = (['member', 'lead', 'declared'] as const).filter((role) => model.roles.includes(role));
  return (
    <ul className="legend">
      {shown.map((role) => (
        <li key={role}>
          <svg className="chart" width="16" height="16" aria-hidden="true">
            <Mark role={role} small={small} />
          </svg>
          {t(names[role])}
        </li>
      ))}
    </ul>
  );
}

function Mark({ role, small }: { readonly role: Role; readonly small: boolean }) {
  if (role === 'declared')
    return <rect className={small ? 'node declared' : 'node declared full'} x="3" y="3" width="10" height="10" />;
  if (role === 'lead' && !small) return <path className="node lead" d="M8 1l7 7l-7 7l-7 -7z" />;
  return (
    <>
      <circle className={`node ${role}`} cx="8" cy="8" r="5" />
      {role === 'lead' && <circle className="ring" cx="8" cy="8" r="7" />}
    </>
  );
}
