// A place with nothing in it says which of three it is: nothing yet, the filter matched nothing, all done.
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icons.tsx';

type EmptyProps = {
  readonly kind: 'nothing' | 'filtered' | 'done';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

const icons = { nothing: 'open', filtered: 'search', done: 'ok' } as const;

export const Empty = ({ kind, title, children, action }: EmptyProps): ReactElement => (
  <div className={`empty empty-${kind}`}>
    <Icon name={icons[kind]} size={24} />
    <h2>{title}</h2>
    {children !== undefined && <div className="prose">{children}</div>}
    {action !== undefined && <div className="row">{action}</div>}
  </div>
);
