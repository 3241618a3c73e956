// The areas at the left; on narrow screens below the top line when opened.
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { t } from '../messages/t.ts';
import { useCounts } from './counts.ts';
import type { Area, Place } from './navigation.ts';

type NavigationProps = { readonly areas: readonly Area[]; readonly isOpen: boolean };

export function Navigation({ areas, isOpen }: NavigationProps): ReactElement {
  return (
    <nav className={isOpen ? 'navigation is-open' : 'navigation'} aria-label={t('app.navigation')}>
      {areas.map((area) => (
        <section key={area.title}>
          <h2>{t(area.title)}</h2>
          <ul>
            {area.places.map((place) => (
              <li key={place.path}>
                <PlaceLink place={place} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function PlaceLink({ place }: { readonly place: Place }): ReactElement {
  const counts = useCounts();
  const count = place.count === undefined ? undefined : counts[place.count];
  return (
    <NavLink to={place.path} end={place.path === '/'}>
      {t(place.title)}
      {count !== undefined && count > 0 && <span className="navigation-count">{t('app.newCount', { count })}</span>}
    </NavLink>
  );
}
