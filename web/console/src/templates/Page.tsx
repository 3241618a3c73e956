// A page that is neither list nor one thing: a title, an action, sections below one another.
import type { ReactElement, ReactNode } from 'react';
import { usePageTitle } from '../app/title.ts';
import { AsOf } from '../ui/Live.tsx';

export type PageProps = {
  readonly title: string;
  readonly about?: ReactNode;
  readonly action?: ReactNode;
  readonly asOf?: number;
  /** As wide as text is read, for forms. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
};

export function Page({ title, about, action, asOf, narrow = false, children }: PageProps): ReactElement {
  const heading = usePageTitle(title);
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about !== undefined && <p className="muted">{about}</p>}
        </div>
        <div className="row row-end">
          {asOf !== undefined && <AsOf at={asOf} />}
          {action}
        </div>
      </header>
      {children}
    </div>
  );
}
