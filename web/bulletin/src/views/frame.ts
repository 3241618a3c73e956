// What stands around every view: name of the election, bulletin and its time, language, notice, marks.
import type { Notice } from '../../../../src/bulletin/model/notice.ts';
import { demonstrationName } from '../../../../src/kernel/demonstration.ts';
import { loadLanguage } from '../load/language-file.ts';
import type { App } from '../model.ts';
import { type Child, h } from '../ui/dom.ts';
import { dateTime, day, isMachine, language, languages, t } from '../ui/language.ts';

function languageSwitch(app: App): HTMLElement {
  const there = new Set([
    'en',
    ...app.bulletin.manifest.files.flatMap(({ role, of }) => (role === 'language' && of !== undefined ? [of] : [])),
  ]);
  const choose = async (event: Event): Promise<void> => {
    await loadLanguage(app, (event.target as HTMLSelectElement).value);
    app.redraw();
    document.querySelector<HTMLElement>('#language')?.focus();
  };
  return h(
    'label',
    { class: 'language' },
    h('span', { class: 'hidden' }, t('language')),
    h(
      'select',
      { id: 'language', onchange: choose, translate: 'no' },
      Object.entries(languages)
        .filter(([code]) => there.has(code))
        .map(([code, name]) => h('option', { value: code, lang: code, selected: code === language() }, name)),
    ),
  );
}

/** In the language of the page where it is there. Addresses are links; other words are words. */
function noticeBox({ texts, channels }: Notice): HTMLElement {
  const own = Object.hasOwn(texts, language()) ? language() : 'en';
  const channel = (text: string): Child =>
    /^https:\/\/\S+$/.test(text) && URL.canParse(text) ? h('a', { href: text, rel: 'noreferrer' }, text) : text;
  return h(
    'div',
    { class: 'box severe', role: 'alert' },
    h('h2', {}, t('notice')),
    h('p', { class: 'pre', lang: own }, texts[own]),
    h(
      'ul',
      {},
      channels.map((text) => h('li', {}, channel(text))),
    ),
  );
}

function notices({ bulletin, pointerNewer }: App): readonly Child[] {
  const { notice, noticeRefused } = bulletin;
  return [
    notice !== undefined && noticeBox(notice),
    noticeRefused && h('p', { class: 'box bad', role: 'alert' }, t('noticeUnsigned')),
    pointerNewer &&
      h(
        'p',
        { class: 'box note', role: 'status' },
        t('newer'),
        ' ',
        h('button', { type: 'button', onclick: () => location.reload() }, t('showNewer')),
      ),
    isMachine() && h('p', { class: 'small muted machine' }, t('machine')),
  ];
}

export function frame(app: App, view: readonly HTMLElement[]): HTMLElement {
  const { summary, pointer } = app.bulletin;
  document.title = `${summary.name} · ${t('bulletin', { n: pointer.number, at: dateTime(summary.at) })}`;
  return h(
    'div',
    { id: 'page', class: summary.name.startsWith(demonstrationName) ? 'demonstration' : '' },
    h(
      'a',
      {
        class: 'skip',
        href: '#',
        onclick: (event) => (event.preventDefault(), document.querySelector<HTMLElement>('#view')?.focus()),
      },
      t('skip'),
    ),
    h(
      'header',
      {},
      h(
        'div',
        {},
        h('h1', {}, h('a', { href: '#' }, summary.name)),
        h(
          'p',
          { class: 'muted' },
          `${t('polling', { day: day(summary.day) })} · ${t('bulletin', { n: pointer.number, at: dateTime(summary.at) })}`,
        ),
      ),
      languageSwitch(app),
    ),
    notices(app),
    h('div', { id: 'view', tabindex: -1 }, view),
  );
}
