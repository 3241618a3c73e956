// The mark: the name, and in which space one is.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { t } from '../messages/t.ts';

export const Mark = (): ReactElement => (
  <Link to="/" className="mark">
    <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
      <path className="mark-box" d="M5 8h22v3H5zM8 13h16l2 14H6z" />
      <path className="mark-tick" d="m11.5 19 3.2 3.3 6-7" />
    </svg>
    {t('app.name')}
  </Link>
);
