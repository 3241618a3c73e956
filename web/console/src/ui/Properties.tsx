// Facts about one thing: name and value, line by line.
import type { ReactElement, ReactNode } from 'react';

export type Property = { readonly label: string; readonly value: ReactNode };

export const Properties = ({ items }: { readonly items: readonly Property[] }): ReactElement => (
  <dl className="properties">
    {items.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
