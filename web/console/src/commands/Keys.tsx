// Keys drawn as keys.
import type { ReactElement } from 'react';
import { t, tryText } from '../messages/t.ts';

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const keyText = (key: string): string =>
  key === 'mod'
    ? t(isMac ? 'app.keyCommand' : 'app.keyControl')
    : (tryText(`app.key${key}`) ?? (key.length === 1 ? key.toUpperCase() : key));

export const Keys = ({ keys }: { readonly keys: string }): ReactElement => (
  <span className="keys">
    {keys.split(/[ +]/).map((key, i) => (
      // oxlint-disable-next-line react/no-array-index-key -- the same key may come twice
      <kbd key={i}>{keyText(key)}</kbd>
    ))}
  </span>
);
