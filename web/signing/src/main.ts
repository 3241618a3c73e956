// The signing app of a count centre: one file that needs no network, and sends only where it names an intake. Views follow the address behind the #.
import { type App, openApp } from './app.ts';
import { callBackTexts } from './call-back-texts.ts';
import { callBackView } from './call-back-view.ts';
import { h, show } from './dom.ts';
import { centreView, papersView } from './papers.ts';
import { entryView } from './entry-view.ts';
import { keysView } from './keys-view.ts';
import { openQueue, type SendQueue } from './send-queue.ts';
import { sendTexts } from './send-texts.ts';
import { sendView } from './send-view.ts';
import { texts } from './texts.ts';

const groups = (hash: string): string => (hash.match(/.{4}/g) ?? []).join(' ');

function header({ definition, hash, centre }: App, queue: SendQueue | undefined): HTMLElement {
  const waiting = queue?.items().filter(({ state }) => state === 'waiting').length ?? 0;
  const send = waiting === 0 ? sendTexts.send : `${sendTexts.send} (${sendTexts.waitingCount(waiting)})`;
  const name = definition.centres.find(({ id }) => id === centre)?.name;
  return h(
    'header',
    {},
    h('h1', {}, definition.name),
    h('span', { class: 'muted' }, `${definition.day}${name === undefined ? '' : ` · ${name}`}`),
    name !== undefined &&
      h(
        'nav',
        { 'aria-label': texts.title },
        h('a', { href: '#' }, texts.units),
        h('a', { href: '#keys' }, texts.keys),
        queue !== undefined && h('a', { href: '#send', id: 'send-link' }, send),
        h('a', { href: '#call-back' }, callBackTexts.link),
        h('a', { href: '#centre' }, texts.changeCentre),
      ),
    h('p', { class: 'small muted mono', id: 'definition-hash' }, `${texts.definition} ${groups(hash)}`),
  );
}

async function render(app: App, queue: SendQueue | undefined): Promise<void> {
  const place = h('div', {});
  const network = queue === undefined ? texts.offline : sendTexts.online;
  show(app.place, header(app, queue), place, h('p', { class: 'small muted' }, network));
  const [view, ...rest] = location.hash.slice(1).split('/').map(decodeURIComponent);
  if (app.centre === undefined || view === 'centre') centreView(app, place);
  else if (view === 'keys') keysView(app, place);
  else if (view === 'send' && queue !== undefined) sendView(app, place, queue);
  else if (view === 'call-back') callBackView(app, place, rest[0], rest[1]);
  else if (view === 'paper' && rest.length === 2) entryView(app, place, rest[0], rest[1]);
  else papersView(app, place);
  app.place.querySelector<HTMLElement>('[data-focus]')?.focus();
}

async function canSign(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}

const place = document.getElementById('app') as HTMLElement;
try {
  if (!(await canSign())) throw new Error(texts.noEd25519);
  const app = await openApp();
  const queue = await openQueue(app);
  if (queue !== undefined)
    app.sendState = (hash) => queue.items().find((item) => item.hash === hash)?.state ?? 'unsealed';
  addEventListener('hashchange', () => void render(app, queue));
  queue?.onChange(() => document.querySelector('header')?.replaceWith(header(app, queue)));
  addEventListener('unhandledrejection', (event) => {
    const note = event.reason instanceof Error ? event.reason.message : String(event.reason);
    place.prepend(h('div', { class: 'box bad', role: 'alert' }, `${texts.storageFailed} ${note}`));
  });
  await render(app, queue);
} catch (error) {
  show(place, h('div', { class: 'box bad', role: 'alert' }, error instanceof Error ? error.message : String(error)));
}
