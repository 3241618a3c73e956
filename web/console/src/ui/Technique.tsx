// A technique by its number in the framework. The framework's own name stands on pointing only: its words are not ours.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';

type Props = { readonly technique: { readonly id: string; readonly name: string } };

export const Technique = ({ technique: { id, name } }: Props): ReactElement =>
  id === '' ? (
    <>–</>
  ) : (
    <abbr className="technique nowrap" title={t('common.techniqueName', { name })}>
      {t('common.technique', { id })}
    </abbr>
  );
