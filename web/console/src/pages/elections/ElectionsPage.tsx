// /elections: every election whose returns are counted here, and how far its definition is.
import type { ReactElement } from 'react';
import { t } from '../../messages/t.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { electionSpec } from './election-list.tsx';

export const ElectionsPage = (): ReactElement => (
  <ListPage
    spec={electionSpec}
    title={t('results.title')}
    about={t('results.about')}
    views={false}
    nothing={{ title: t('results.nothing'), text: t('results.nothingAbout') }}
  />
);
