// Theme, row height and single-key shortcuts.
import type { ReactElement } from 'react';
import { densities, setPreferences, themes, usePreferences } from '../../app/preferences.ts';
import { t } from '../../messages/t.ts';
import { Checkbox, Select } from '../../ui/Select.tsx';

export function Looks(): ReactElement {
  const { theme, density, singleKeys } = usePreferences();
  return (
    <div className="stack">
      <Select
        label={t('app.theme')}
        value={theme}
        onChange={(next) => setPreferences({ theme: next })}
        choices={themes.map((one) => ({ value: one, label: t(`app.theme.${one}`) }))}
      />
      <Select
        label={t('app.density')}
        value={density}
        onChange={(next) => setPreferences({ density: next })}
        choices={densities.map((one) => ({ value: one, label: t(`app.density.${one}`) }))}
      />
      <Checkbox
        label={t('account.singleKeys')}
        help={t('account.singleKeysHelp')}
        checked={singleKeys}
        onChange={(next) => setPreferences({ singleKeys: next })}
      />
      <p className="small muted">{t('account.kept')}</p>
    </div>
  );
}
