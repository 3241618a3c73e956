// How far this copy can be believed: it cannot prove itself; sixteen words, witnesses, age, what this device remembers.
import { readFingerprint } from '../../../../src/bulletin/words/words.ts';
import type { App, Bulletin } from '../model.ts';
import { h, save } from '../ui/dom.ts';
import { dateTime, duration, number, t } from '../ui/language.ts';
import { crumbs } from './crumbs.ts';
import { faultList } from './faults.ts';

const oldMilliseconds = 6 * 3_600_000;

/** Seconds since 1970 of the last instant that a date can tell. */
const endOfTime = 8_640_000_000_000;

/** When the state is from, ISO: by the middle one of its witnesses, so that no single one makes it young; else by its publisher. */
function stateTime({ checkpoint, pointer }: Bulletin): { readonly at: string; readonly witnessed: boolean } {
  const times = (checkpoint?.witnesses ?? [])
    .map(({ time }) => time)
    .filter((time) => time > 0 && time < endOfTime)
    .toSorted((a, b) => a - b);
  const middle = times.at(Math.floor((times.length - 1) / 2));
  return middle === undefined || times.length === 0
    ? { at: pointer.at, witnessed: false }
    : { at: new Date(middle * 1000).toISOString(), witnessed: true };
}

export function ageLine(bulletin: Bulletin): HTMLElement {
  const { at, witnessed } = stateTime(bulletin);
  const age = Date.now() - Date.parse(at);
  return h(
    'span',
    { class: 'age' },
    t('age', { age: duration(age), by: t(witnessed ? 'byWitness' : 'byPublisher') }),
    age > oldMilliseconds && ` ${t('old')}`,
  );
}

function alarms({ bulletin }: App): readonly HTMLElement[] {
  const { remembered, faults, mirror } = bulletin;
  const alarm = (...children: Parameters<typeof h>[2][]): HTMLElement =>
    h('div', { class: 'box bad', role: 'alert' }, ...children);
  const boxes: HTMLElement[] = [];
  if (remembered.kind === 'rolledBack' || remembered.kind === 'splitView') {
    const states = `${remembered.before}\n\n=====\n\n${remembered.now}`;
    boxes.push(
      alarm(
        h('p', {}, t(remembered.kind)),
        h(
          'button',
          { type: 'button', onclick: () => save(`${bulletin.pointer.election}-states.txt`, 'text/plain', states) },
          t('saveStates'),
        ),
      ),
    );
  }
  if (faults.length > 0) boxes.push(alarm(h('p', {}, t('quickBad')), faultList(bulletin, faults)));
  if (bulletin.laterDefinition) boxes.push(h('p', { class: 'box warn', role: 'status' }, t('later')));
  if (mirror !== undefined)
    boxes.push(h('p', { class: 'box warn', role: 'status' }, t('mirrorUsed', { host: mirror })));
  return boxes;
}

/** At the top of the front page: short, with all alarms. */
export function trustLine(app: App): HTMLElement {
  const { bulletin } = app;
  return h(
    'section',
    { class: 'trust', 'aria-label': t('trust') },
    alarms(app),
    h('p', {}, t('cannotProve'), ' ', h('a', { href: '#trust' }, t('words'))),
    h(
      'p',
      { class: 'small muted' },
      bulletin.faults.length === 0 && h('span', { class: 'ok' }, `✓ ${t('quickOk')} `),
      ageLine(bulletin),
      (bulletin.checkpoint?.witnesses.length ?? 0) === 0 && h('strong', {}, ` ${t('noWitness')}`),
    ),
  );
}

const wordList = ({ words }: Bulletin): HTMLElement =>
  h(
    'ol',
    { class: 'words', lang: 'en', translate: 'no' },
    words.map(({ word, digits }) => h('li', {}, h('b', {}, word), ' ', h('span', { class: 'mono muted' }, digits))),
  );

/** What was typed against what is shown; the place is counted from 1. */
export function wordVerdict(
  { words }: Pick<Bulletin, 'words'>,
  text: string,
): { readonly same: boolean; readonly says: string } {
  const typed = readFingerprint(text);
  if (typed === undefined) return { same: false, says: whyUnread(text) };
  const at = words.findIndex(({ digits }, i) => digits !== typed[i].digits);
  if (at < 0) return { same: true, says: t('wordsSame') };
  return { same: false, says: t('wordsDiffer', { k: at + 1, shown: words[at].word, typed: typed[at].word }) };
}

/** Names the first of what was typed that is no word of the list, found by asking for it sixteen times; else how many they are. */
function whyUnread(text: string): string {
  const given = text
    .toLowerCase()
    .split(/[\s,;.:-]+/)
    .filter((part) => part !== '');
  const bad = given.findIndex(
    (part) => readFingerprint(Array.from({ length: 16 }, () => part).join(' ')) === undefined,
  );
  if (bad >= 0) return t('wordsUnread', { k: bad + 1 });
  const words = given.filter((part) => !/^\d+$/.test(part)).length;
  return t('wordsCount', { n: words > 0 ? words : given.length });
}

function compareForm({ bulletin }: App): HTMLElement {
  const answer = h('p', { role: 'status', class: 'verdict' });
  const field = h('textarea', { name: 'words', rows: 3, spellcheck: 'false', autocapitalize: 'none', translate: 'no' });
  const check = (event: Event): void => {
    event.preventDefault();
    const { same, says } = wordVerdict(bulletin, field.value);
    answer.className = `verdict box ${same ? 'good' : 'bad'}`;
    answer.textContent = says;
  };
  return h(
    'form',
    { class: 'compare', onsubmit: check },
    h('label', {}, t('wordsTyped'), field),
    h('button', { type: 'submit' }, t('compare')),
    answer,
  );
}

function witnessList({ checkpoint, witnesses }: Bulletin): HTMLElement {
  const seen = checkpoint?.witnesses ?? [];
  if (seen.length === 0) return h('p', { class: 'box warn' }, t('noWitness'));
  return h(
    'div',
    {},
    h('h3', {}, t('witnesses')),
    h(
      'ul',
      {},
      seen.map(({ name, time }) =>
        h(
          'li',
          {},
          t('witnessAt', {
            name,
            at: time > 0 && time < endOfTime ? dateTime(new Date(time * 1000).toISOString()) : '–',
          }),
        ),
      ),
    ),
    h('p', { class: 'small muted' }, `${number(seen.length)} / ${number(witnesses.length)}`),
  );
}

export function trustView(app: App): readonly HTMLElement[] {
  const { bulletin } = app;
  const { remembered, pointer } = bulletin;
  return [
    crumbs(app, undefined),
    h('h2', { tabindex: -1 }, t('trust')),
    ...alarms(app),
    h('p', { class: 'lead' }, t('cannotProve')),
    h('h3', {}, t('words')),
    wordList(bulletin),
    compareForm(app),
    witnessList(bulletin),
    h('p', {}, ageLine(bulletin)),
    h('p', {}, t('entries', { n: bulletin.checkpoint?.checkpoint.size ?? 0 })),
    ...(remembered.kind === 'goesOn' ? [h('p', {}, t('remembered', { at: dateTime(remembered.at) }))] : []),
    h('h3', {}, t('tryVerifier')),
    h('p', {}, t('tryVerifierHelp', { hash: '' }), h('code', { class: 'hash' }, bulletin.verifierPage)),
    ...(pointer.mirrors.length === 0
      ? []
      : [
          h('h3', {}, t('mirrors')),
          h(
            'ul',
            {},
            pointer.mirrors.map((url) => h('li', {}, h('a', { href: url, rel: 'noreferrer' }, url))),
          ),
        ]),
  ];
}
