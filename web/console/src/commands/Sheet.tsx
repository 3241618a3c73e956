// "?": the shortcuts that apply on this page, by where they work.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Button } from '../ui/Button.tsx';
import { Keys } from './Keys.tsx';
import { type CommandScope, useCurrentCommands } from './registry.ts';

const scopes: readonly CommandScope[] = ['page', 'list', 'goTo', 'everywhere'];

export function Sheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const commands = useCurrentCommands().filter(({ keys }) => keys !== undefined);
  return (
    <Dialog title={t('app.shortcuts')} onClose={onClose} wide>
      <div className="sheet">
        {scopes.map((scope) => {
          const here = commands.filter((command) => command.scope === scope);
          if (here.length === 0) return null;
          return (
            <section key={scope}>
              <h3>{t(`app.scope.${scope}`)}</h3>
              <dl>
                {here.map(({ id, title, keys = '' }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <div className="row dialog-actions">
        <Button onPress={onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}
