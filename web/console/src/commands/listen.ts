// Turns key presses into commands. Nothing fires while somebody types, nor behind a dialog.
import { keyName, matchKeys } from './keys.ts';
import { currentCommands } from './registry.ts';

const togetherMilliseconds = 1200;

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(?:checkbox|radio|button)$/.test(target.type));

/** `singleKeys` says whether keys without Ctrl are on: a person may turn them off. */
export function listenToKeys(singleKeys: () => boolean): () => void {
  let pressed: readonly string[] = [];
  let since = 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const name = keyName(event);
    if (name === undefined || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open], [role=menu]') !== null) return;
    const held = name.startsWith('mod+');
    if (!held && (types(event.target) || !singleKeys())) return;
    pressed = event.timeStamp - since > togetherMilliseconds ? [name] : [...pressed, name];
    since = event.timeStamp;
    // Enter on a link or a button is the browser's.
    if (name === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary') !== null)
      return;
    const found = matchKeys(pressed, currentCommands()) ?? matchKeys([name], currentCommands());
    if (found === 'begun') return;
    pressed = [];
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
