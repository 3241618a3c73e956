// The one detail page: the list stays at the left, facts stand at the right, what there is to see in the middle.
import type { ReactElement, ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { Failure } from '../api/failure.ts';
import { usePageTitle } from '../app/title.ts';
import { useCommands } from '../commands/registry.ts';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { AsOf } from '../ui/Live.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Properties, type Property } from '../ui/Properties.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

export type DetailPageProps = {
  /** The list this belongs to. */
  readonly back: { readonly to: string; readonly label: string };
  readonly title: string;
  /** States, as badges, beside the title. */
  readonly badges?: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly properties?: readonly Property[];
  /** More at the right, below the facts. */
  readonly aside?: ReactNode;
  /** A SideList. */
  readonly list?: ReactNode;
  readonly asOf?: number;
  readonly isPending?: boolean;
  readonly error?: Failure | null;
  readonly retry?: () => void;
  /** Sections. */
  readonly children?: ReactNode;
};

export function DetailPage(props: DetailPageProps): ReactElement {
  const { back, title, badges, about, actions, properties = [], aside, list, asOf } = props;
  const { isPending = false, error = null, retry, children } = props;
  const heading = usePageTitle(title);
  const { search } = useLocation();
  const navigate = useNavigate();
  const to = `${back.to}${search}`;
  useCommands([
    {
      id: 'detail.back',
      title: t('common.backTo', { list: back.label }),
      scope: 'page',
      keys: 'u',
      run: () => void navigate(to),
    },
  ]);
  return (
    <div className={list === undefined ? 'detail-page' : 'detail-page detail-with-list'}>
      {list}
      <div className="detail-main">
        <header className="page-head">
          <div>
            <Link className="detail-back" to={to}>
              <Icon name="left" size={12} />
              {back.label}
            </Link>
            <div className="row">
              <h1 ref={heading} tabIndex={-1} className="wrap-anywhere">
                {title}
              </h1>
              {badges}
            </div>
            {about !== undefined && <div className="muted">{about}</div>}
          </div>
          <div className="row row-end">{actions}</div>
        </header>
        {error !== null && (
          <Problem error={error}>
            {retry !== undefined && <Button onPress={retry}>{t('common.tryAgain')}</Button>}
          </Problem>
        )}
        {isPending ? (
          <Skeleton lines={10} />
        ) : (
          <div className="detail-body">
            <div className="detail-sections">{children}</div>
            {(properties.length > 0 || aside !== undefined) && (
              <aside className="detail-aside" aria-label={t('common.properties')}>
                <Properties items={properties} />
                {aside}
              </aside>
            )}
          </div>
        )}
        {asOf !== undefined && <AsOf at={asOf} />}
      </div>
    </div>
  );
}

type SectionProps = {
  readonly title: string;
  /** For a link to it. */
  readonly id?: string;
  /** As of when, a count, a menu. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

export const Section = ({ title, id, tools, children }: SectionProps): ReactElement => (
  <section className="panel" id={id}>
    <header className="panel-head">
      <h2>{title}</h2>
      {tools !== undefined && <div className="row row-end">{tools}</div>}
    </header>
    <div className="panel-body">{children}</div>
  </section>
);
