// Ctrl-K: every command that applies here, found by a few letters.
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { t } from '../messages/t.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { fuzzyFind } from './fuzzy.ts';
import { Keys } from './Keys.tsx';
import { type Command, useCurrentCommands } from './registry.ts';

const mostShown = 12;

export function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const all = useCurrentCommands().filter(({ keysOnly }) => keysOnly !== true);
  const found = fuzzyFind(typed, all, ({ title, words = '' }) => `${title} ${words}`).slice(0, mostShown);
  const chosen = Math.min(at, found.length - 1);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    // After the dialog is gone, so that the command may move the focus.
    setTimeout(command.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + found.length) % found.length);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('app.palette')} onClose={onClose}>
      <input
        data-passing
        className="input"
        role="combobox"
        aria-label={t('app.palettePrompt')}
        placeholder={t('app.palettePrompt')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        value={typed}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t('app.palette')} className="palette-list">
        {found.map((command, i) => (
          // The input keeps the focus and moves through the options.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className="palette-item"
            onMouseMove={() => setAt(i)}
            onClick={() => run(command)}
          >
            {command.title}
            {command.keys !== undefined && <Keys keys={command.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="muted">{t('app.paletteNothing')}</p>}
    </Dialog>
  );
}
