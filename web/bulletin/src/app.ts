// The page of a bulletin: one classic script that takes over what the static page shows. Views follow the address behind
// the #. It holds no secret and sends nothing.
import { openBulletin } from './load/open.ts';
import { loadLanguage } from './load/language-file.ts';
import { watchForNewer } from './load/newer.ts';
import { takeCalls } from './load/scripts.ts';
import type { App } from './model.ts';
import { h, show } from './ui/dom.ts';
import { setTimeZone, t } from './ui/language.ts';
import { frame } from './views/frame.ts';
import { areaView } from './views/area.ts';
import { checkView } from './views/check-all.ts';
import { homeView } from './views/home.ts';
import { paperView } from './views/paper.ts';
import { trustView } from './views/trust.ts';
import { unitView } from './views/unit.ts';

/** The script lies in data/, one below the root of the bulletin. */
const root = new URL('..', (document.currentScript as HTMLScriptElement | null)?.src ?? location.href);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function viewOf(app: App): readonly HTMLElement[] {
  const [view, ...rest] = location.hash.slice(1).split('/');
  const id = decoded(rest.join('/'));
  switch (view) {
    case 'area':
      return areaView(app, id);
    case 'unit':
      return unitView(app, id);
    case 'paper':
      return paperView(app, id === '' ? undefined : id);
    case 'trust':
      return trustView(app);
    case 'check':
      return checkView(app);
    default:
      return homeView(app);
  }
}

/** Beside what is seen without script. */
function placeOf(): HTMLElement {
  const known = document.querySelector<HTMLElement>('#app') ?? document.body.appendChild(h('div', { id: 'app' }));
  return known.appendChild(h('main', {}));
}

async function start(): Promise<void> {
  const place = placeOf();
  const status = h('p', { class: 'box note', role: 'status' }, t('loading'));
  place.append(status);
  const bulletin = await openBulletin(root);
  if ('code' in bulletin) {
    status.className = 'box bad';
    status.setAttribute('role', 'alert');
    show(
      status,
      t('failed'),
      ` ${bulletin.code}${bulletin.file === undefined ? '' : ` · ${bulletin.file}`} · ${bulletin.detail} `,
      h('button', { type: 'button', onclick: () => location.reload() }, t('retry')),
    );
    return;
  }
  setTimeZone(bulletin.definition.timeZone);
  const link = (path: string): string => new URL(path, root).href;
  const app: App = { bulletin, place, full: undefined, pointerNewer: false, link, redraw: () => draw(false) };
  const draw = (moved: boolean): void => {
    show(place, frame(app, viewOf(app)));
    if (!moved) return;
    scrollTo(0, 0);
    place.querySelector<HTMLElement>('h2[tabindex]')?.focus();
  };
  await loadLanguage(app, undefined);
  document.querySelectorAll('link[href*="data/static-"]').forEach((element) => element.remove());
  // All that stood there unchecked goes, whoever put it there: a notice too, which the frame shows where it is signed.
  document.body.replaceChildren(h('div', { id: 'app' }, place));
  addEventListener('hashchange', () => draw(true));
  draw(location.hash !== '');
  watchForNewer(root, bulletin.pointer, () => {
    app.pointerNewer = true;
    // Where somebody types or waits for a check it is said with the next step.
    if (!/^#(?:paper|trust|check)/.test(location.hash)) draw(false);
  });
}

takeCalls();
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start());
else void start();
