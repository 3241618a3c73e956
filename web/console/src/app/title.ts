// The title of a page: in the tab, and where the focus goes when a page is opened.
import { type RefObject, useEffect, useRef } from 'react';
import { t } from '../messages/t.ts';
import { isDemonstration } from './place.ts';

/** Sets the tab's title; answers with the reference for the page's h1, which gets the focus when the page opens. */
export function usePageTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const place = isDemonstration ? `${t('app.demonstration')} · ` : '';
    document.title = `${place}${title} · ${t('app.name')}`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return heading;
}
