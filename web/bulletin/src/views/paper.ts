// The public check: a citizen holds a paper against this page, by photo, by code, or by typing what is written on it.
import { fromCompact } from '../../../../src/results/codes/compact.ts';
import { readParts } from '../../../../src/results/codes/parts.ts';
import type { App } from '../model.ts';
import { codesOf } from '../load/photo.ts';
import { codeProblem, codeResult } from '../paper/by-code.ts';
import { scannedPaper } from '../paper/scanned.ts';
import { typedForms } from '../paper/typed.ts';
import { fill, h, show } from '../ui/dom.ts';
import { t } from '../ui/language.ts';
import { crumbs } from './crumbs.ts';
import { finder } from './finder.ts';

const mostTextCharacters = 200_000;
const mostPhotos = 60;

/** Each compact return names its definition: found first, as reading it needs its form. */
async function readReturn({ bulletin }: App, bytes: Uint8Array) {
  let asked = '';
  const first = fromCompact(bytes, (hash) => {
    asked = hash;
    return undefined;
  });
  const definition = asked === '' ? undefined : await bulletin.findDefinition(asked);
  return definition === undefined ? first : fromCompact(bytes, () => definition);
}

const notRead = (why: string): HTMLElement => h('p', { class: 'box bad', role: 'alert' }, why);

/** What lines of codes say: whole returns, and what is missing of others. */
async function partsResult(app: App, text: string): Promise<readonly HTMLElement[]> {
  const { compact, incomplete, bad } = readParts(text);
  const lines = text.split(/\r?\n/);
  const misread = bad.some((line) => lines[line - 1].includes('PW1:'));
  const whole = compact.map(async (bytes) => {
    const read = await readReturn(app, bytes);
    if (read.ok) return await scannedPaper(app, read.value);
    const why =
      read.refusal.code === 'DEFINITION_UNKNOWN' ? t('paperOther') : t('paperUnsigned', { why: read.refusal.code });
    return notRead(why);
  });
  const missing = incomplete.map(({ missing: parts, of }) =>
    parts.length === 0
      ? notRead(t('codeBad'))
      : h('p', { class: 'box warn', role: 'status' }, t('partsMissing', { parts: parts.join(', '), of })),
  );
  return [...(misread ? [notRead(t('codeBad'))] : []), ...(await Promise.all(whole)), ...missing];
}

const complete = (text: string): boolean => {
  const { compact, incomplete } = readParts(text);
  return compact.length > 0 && incomplete.length === 0;
};

function photoPart(app: App, answer: HTMLElement): HTMLElement {
  const lines = new Set<string>();
  const take = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])].slice(0, mostPhotos);
    show(answer, h('p', { class: 'muted', role: 'status' }, t('unitChecking')));
    const decode = await app.bulletin.qrReader();
    const notes: HTMLElement[] = [];
    for (const file of files) {
      const texts = decode && (await codesOf(file, decode, (found) => complete([...lines, ...found].join('\n'))));
      const ours = texts?.filter((text) => text.startsWith('PW1:'));
      if (texts === undefined)
        notes.push(h('p', { class: 'box warn', role: 'alert' }, t('photoLarge', { name: file.name })));
      else if (ours?.length === 0)
        notes.push(h('p', { class: 'box warn', role: 'alert' }, t('photoNone', { name: file.name })));
      for (const line of ours ?? []) lines.add(line);
    }
    const text = [...lines].join('\n');
    show(answer, notes, await partsResult(app, text));
    if (complete(text)) lines.clear();
    input.value = '';
  };
  const input = (text: string, capture: boolean): HTMLElement =>
    h(
      'label',
      { class: 'button' },
      text,
      h('input', {
        type: 'file',
        accept: 'image/*',
        class: 'hidden',
        onchange: take,
        ...(capture ? { capture: 'environment' } : { multiple: true, id: 'photos' }),
      }),
    );
  return h(
    'section',
    {},
    h('p', {}, t('photoHelp')),
    h('p', { class: 'row' }, input(t('photoTake'), true), input(t('photoChoose'), false)),
  );
}

function codePart(app: App, answer: HTMLElement): HTMLElement {
  const field = h('textarea', {
    name: 'code',
    rows: 2,
    spellcheck: 'false',
    autocapitalize: 'characters',
    translate: 'no',
    maxlength: mostTextCharacters,
  });
  const look = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = field.value.trim();
    if (text.includes('PW1:')) {
      show(answer, await partsResult(app, text));
      return;
    }
    const problem = codeProblem(text);
    if (problem !== undefined) {
      show(answer, notRead(problem));
      return;
    }
    const says = h('p', { class: 'muted', role: 'status' });
    show(answer, says);
    show(answer, await codeResult(app, text, (line) => (says.textContent = line)));
  };
  return h(
    'form',
    { class: 'code-form', onsubmit: look },
    h('label', {}, t('code'), field),
    h('p', { class: 'small muted' }, t('codeHelp')),
    h('button', { type: 'submit' }, t('compare')),
  );
}

export function paperView(app: App, unit: string | undefined): readonly HTMLElement[] {
  const answer = h('div', { class: 'answer', id: 'paper-answer', 'aria-live': 'polite' });
  const typed = h('div', {});
  if (unit !== undefined) fill(typed, typedForms(app, unit));
  const known = app.bulletin.definition.units.some(({ id }) => id === unit);
  return [
    crumbs(app, undefined),
    h('h2', { tabindex: -1 }, t('paperTitle')),
    h('p', { class: 'lead' }, t('paperHelp')),
    photoPart(app, answer),
    codePart(app, answer),
    answer,
    h('h3', {}, t('totals')),
    h('p', {}, t('totalsHelp')),
    known ? typed : finder(app, 'paper'),
  ];
}
