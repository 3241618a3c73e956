// Where notes of what was done appear; read aloud politely.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { Button } from './Button.tsx';
import { dismissToast, useToasts } from './toast.ts';

export function Toasts(): ReactElement {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {useToasts().map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          {undo !== undefined && (
            <Button
              kind="quiet"
              onPress={() => {
                dismissToast(id);
                undo.run();
              }}
            >
              {undo.label}
            </Button>
          )}
          <Button kind="quiet" icon="close" label={t('common.close')} onPress={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  );
}
