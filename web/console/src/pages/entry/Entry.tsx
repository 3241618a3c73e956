// The frame of pages before one is signed in: the mark, one question, nothing else.
import type { ReactElement, ReactNode } from 'react';
import { DemonstrationStrip } from '../../app/DemonstrationStrip.tsx';
import { Mark } from '../../app/Mark.tsx';
import { isDemonstration } from '../../app/place.ts';
import { usePageTitle } from '../../app/title.ts';

type EntryProps = { readonly title: string; readonly about?: ReactNode; readonly children?: ReactNode };

export function Entry({ title, about, children }: EntryProps): ReactElement {
  const heading = usePageTitle(title);
  return (
    <div className={isDemonstration ? 'entry is-demonstration' : 'entry'}>
      {isDemonstration && <DemonstrationStrip />}
      <main className="entry-main">
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {about !== undefined && <div className="muted">{about}</div>}
        {children}
      </main>
    </div>
  );
}
