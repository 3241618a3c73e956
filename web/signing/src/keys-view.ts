// Keys of the centre: made here by each holder, restored from a spare file, told to headquarters as a file.
import { canonicalJson } from '../../../src/kernel/canonical-json.ts';
import { sameReading } from '../../../src/kernel/same-reading.ts';
import type { App } from './app.ts';
import { h, save, show, typed } from './dom.ts';
import { leastPassphrase } from '../../../src/kernel/passphrase-key.ts';
import { type KeptKey, makeKey, restoreKey } from './keys.ts';
import { texts } from './texts.ts';

const ownKeys = ({ keys, centre }: App): readonly KeptKey[] =>
  [...keys.values()].filter((key) => key.centre === centre);

const isKnown = ({ definition }: App, { id }: KeptKey): boolean =>
  definition.centres.some(({ keys }) => keys.some((key) => key.id === id));

function listOf(app: App): HTMLElement {
  const rows = ownKeys(app).map((key) =>
    h(
      'tr',
      {},
      h('td', {}, key.holder, h('div', { class: 'small muted mono' }, key.id)),
      h('td', {}, isKnown(app, key) ? texts.known : texts.unknown),
    ),
  );
  return rows.length === 0 ? h('p', { class: 'box warn' }, texts.noKeys) : h('table', {}, h('tbody', {}, rows));
}

const field = (label: string, attributes: Parameters<typeof h>[1]): HTMLElement =>
  h('label', { class: 'field' }, h('span', {}, label), h('input', attributes));

export function keysView(app: App, place: HTMLElement): void {
  const { definition, centre = '' } = app;
  const note = h('div', { 'aria-live': 'polite' });
  const say = (text: string): void => show(note, h('p', { class: 'box bad', role: 'alert' }, text));
  const keep = async (key: KeptKey): Promise<void> => {
    await app.store.put('keys', key.id, key);
    app.keys.set(key.id, key);
    keysView(app, place);
  };
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const [holder, passphrase] = [typed(form, 'holder').trim(), typed(form, 'passphrase')];
    if (passphrase.length < leastPassphrase) return say(texts.passphraseShort);
    if (passphrase !== typed(form, 'again')) return say(texts.passphraseDiffers);
    if (ownKeys(app).some((key) => sameReading(key.holder, holder))) return say(texts.holderTaken);
    const key = await makeKey({ election: definition.election, centre, holder }, passphrase);
    save(
      `spare-key-${centre}-${holder.replaceAll(/\W+/g, '-')}.json`,
      'application/json',
      JSON.stringify(key, undefined, 1),
    );
    await keep(key);
  };
  const restore = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const file = form.get('spare');
    if (!(file instanceof File)) return say(texts.spareBad);
    const restored = await restoreKey(
      await file.slice(0, 10_000).text(),
      typed(form, 'passphrase'),
      definition.election,
    );
    if ('problem' in restored) return say(restored.problem === 'file' ? texts.spareBad : texts.wrongPassphrase);
    await keep(restored.key);
  };
  const publish = (): void => {
    const keys = ownKeys(app).map(({ id, holder, publicKey }) => ({ id, holder, publicKey }));
    const content = canonicalJson({ format: 'pollwarden-centre-keys/1', election: definition.election, centre, keys });
    save(`centre-keys-${centre}.json`, 'application/json', content);
  };
  const suggested = ['holder A', 'holder B'].find((name) => !ownKeys(app).some(({ holder }) => holder === name)) ?? '';
  show(
    place,
    h('h2', {}, texts.keys),
    listOf(app),
    ownKeys(app).length > 0 &&
      h(
        'div',
        { class: 'actions' },
        h('button', { onclick: publish }, texts.publicFile),
        h('a', { href: '#' }, texts.back),
      ),
    note,
    h('h3', {}, texts.makeKey),
    h('p', { class: 'muted' }, texts.makeKeyHelp),
    h(
      'form',
      { onsubmit: make, id: 'make-key' },
      field(texts.holder, { name: 'holder', value: suggested, required: true, maxlength: 40 }),
      field(`${texts.passphrase} ${texts.holder.toLowerCase()}`, {
        name: 'passphrase',
        type: 'password',
        required: true,
        autocomplete: 'new-password',
      }),
      field(texts.passphraseAgain, { name: 'again', type: 'password', required: true, autocomplete: 'new-password' }),
      h('button', { class: 'primary' }, texts.makeKey),
    ),
    h('h3', {}, texts.loadSpare),
    h(
      'form',
      { onsubmit: restore, id: 'load-spare' },
      field(texts.loadSpare, { name: 'spare', type: 'file', required: true, accept: '.json' }),
      field(`${texts.passphrase} ${texts.holder.toLowerCase()}`, {
        name: 'passphrase',
        type: 'password',
        required: true,
        autocomplete: 'off',
      }),
      h('button', {}, texts.loadSpare),
    ),
    h('p', { class: 'small muted' }, texts.passkeyNote),
  );
}
