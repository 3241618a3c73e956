// Both entries agree: two holders sign, each with their passphrase. Then the return is printed and saved; it can be
// corrected only by another return that supersedes it.
import { canonicalJson } from '../../../src/kernel/canonical-json.ts';
import { groupedCode, publicCode } from '../../../src/results/codes/public-code.ts';
import { act, type Entry, newEntry } from '../../../src/results/entry/entry.ts';
import { protocolBody } from '../../../src/results/paper/protocol.ts';
import { labelOf } from '../../../src/results/reconcile/explain.ts';
import type { CountReturn } from '../../../src/results/return/count-return.ts';
import { hashOfReturn, isSignedBy, signReturn, webVerifier } from '../../../src/results/return/verify-web.ts';
import { type App, keepEntry, type KeptReturn, paperId } from './app.ts';
import { h, save, show, typed } from './dom.ts';
import { type KeptKey, unlock } from './keys.ts';
import { sendTexts } from './send-texts.ts';
import { texts } from './texts.ts';

const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

function returnOf({ definition, hash }: App, entry: Entry, countedAt: string): CountReturn {
  const { contest, unit, supersedes, reason } = entry;
  return {
    format: 'pollwarden-return/1',
    election: definition.election,
    definition: hash,
    contest,
    unit,
    centre: definition.units.find(({ id }) => id === unit)?.centre ?? '',
    counts: entry.figures.first ?? {},
    countedAt,
    ...(supersedes === undefined || reason === undefined ? {} : { supersedes, reason }),
  };
}

function figureTable({ definition }: App, counts: Readonly<Record<string, number>>): HTMLElement {
  const rows = Object.entries(counts).map(([key, value]) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, labelOf(definition, key)),
      h('td', { class: 'number' }, value.toLocaleString('en')),
    ),
  );
  return h('table', {}, h('tbody', {}, rows));
}

function usableKeys({ definition, keys, centre }: App, entry: Entry): readonly KeptKey[] {
  const known = definition.centres.find(({ id }) => id === centre)?.keys ?? [];
  const holders = new Set(entry.signatures.map(({ key }) => known.find(({ id }) => id === key)?.holder));
  return [...keys.values()].filter((key) => known.some(({ id }) => id === key.id) && !holders.has(key.holder));
}

/** Whether what the first holder signed is still what stands here: an amendment makes it another return. */
async function firstHolds(app: App, entry: Entry): Promise<boolean> {
  const { signatures, countedAt } = entry;
  if (signatures.length === 0 || countedAt === undefined) return true;
  const keys = app.definition.centres.flatMap((centre) => centre.keys);
  const one = returnOf(app, entry, countedAt);
  for (const { key, signature } of signatures) {
    const publicKey = keys.find(({ id }) => id === key)?.publicKey;
    if (publicKey === undefined || !(await isSignedBy(one, signature, publicKey))) return false;
  }
  return true;
}

/** Says why what was signed does not hold, and lets both sign what stands here. */
function changedView(app: App, place: HTMLElement, entry: Entry, again: () => void): void {
  const anew = async (): Promise<void> => {
    const answer = act(app.definition, entry, { do: 'signAnew' });
    if ('entry' in answer) await keepEntry(app, answer.entry);
    again();
  };
  show(
    place,
    h('h3', {}, texts.agreedTitle),
    h('p', { class: 'box warn', role: 'alert' }, texts.signedOther),
    figureTable(app, entry.figures.first ?? {}),
    h(
      'div',
      { class: 'actions' },
      h('button', { class: 'primary', id: 'sign-anew', onclick: () => void anew() }, texts.signAnew),
      h('button', { class: 'bad', onclick: () => void discard(app, entry, again) }, texts.discard),
    ),
  );
}

export function signView(app: App, place: HTMLElement, entry: Entry, again: () => void): void {
  const lookAtFirst = async (): Promise<void> => {
    if (!(await firstHolds(app, entry))) changedView(app, place, entry, again);
  };
  void lookAtFirst();
  const note = h('div', { 'aria-live': 'polite' });
  const usable = usableKeys(app, entry);
  const sign = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const key = usable.find(({ id }) => id === form.get('key'));
    const privateKey = key === undefined ? undefined : await unlock(key, typed(form, 'passphrase'));
    if (key === undefined || privateKey === undefined)
      return show(note, h('p', { class: 'box bad', role: 'alert' }, texts.wrongPassphrase));
    const countedAt = entry.countedAt ?? now();
    const signature = await signReturn(returnOf(app, entry, countedAt), privateKey, key.id);
    const answer = act(app.definition, entry, { do: 'sign', signature, countedAt });
    if (!('entry' in answer)) return;
    if (answer.entry.state !== 'signed') await keepEntry(app, answer.entry);
    else if (!(await keepSigned(app, answer.entry, countedAt))) return changedView(app, place, entry, again);
    again();
    scrollTo(0, 0);
  };
  show(
    place,
    h('h3', {}, texts.agreedTitle),
    h('p', {}, entry.state === 'agreed' ? texts.agreedHelp : texts.oneMore),
    figureTable(app, entry.figures.first ?? {}),
    note,
    usable.length === 0
      ? h('p', { class: 'box warn' }, texts.noKeys, ' ', h('a', { href: '#keys' }, texts.keys))
      : h(
          'form',
          { onsubmit: sign, id: 'sign' },
          h(
            'label',
            { class: 'field' },
            h('span', {}, texts.signAs),
            h(
              'select',
              { name: 'key' },
              usable.map(({ id, holder }) => h('option', { value: id }, holder)),
            ),
          ),
          h(
            'label',
            { class: 'field' },
            h('span', {}, `${texts.passphrase} ${texts.holder.toLowerCase()}`),
            h('input', {
              name: 'passphrase',
              type: 'password',
              required: true,
              autocomplete: 'off',
              'data-focus': true,
            }),
          ),
          h('button', { class: 'primary' }, texts.signAs),
        ),
    h(
      'div',
      { class: 'actions' },
      h('button', { class: 'bad', onclick: () => void discard(app, entry, again) }, texts.discard),
    ),
  );
}

async function discard(app: App, entry: Entry, again: () => void): Promise<void> {
  if (!confirm(texts.discardAsk)) return;
  const answer = act(app.definition, entry, { do: 'discard' });
  if ('entry' in answer) await keepEntry(app, answer.entry);
  again();
}

/** Verified as headquarters will, before it counts as signed; false where it would be refused. */
async function keepSigned(app: App, entry: Entry, countedAt: string): Promise<boolean> {
  const { definition, hash } = app;
  const signed = { return: returnOf(app, entry, countedAt), signatures: entry.signatures };
  const refusal = await webVerifier({ definition, hashes: new Set([hash]) }, new Map())(signed, 0);
  if (refusal !== undefined) return false;
  const explained = entry.explained.map((code) => definition.rules.find((rule) => rule.code === code)?.label ?? code);
  const kept: KeptReturn = { signed, hash: await hashOfReturn(signed.return), explained };
  await app.store.put('returns', kept.hash, kept);
  await keepEntry(app, entry);
  app.returns.set(paperId(entry.contest, entry.unit), kept);
  app.entries.delete(paperId(entry.contest, entry.unit));
  return true;
}

const lineOf = ({ signed }: KeptReturn): string => canonicalJson(signed);

export function doneView(app: App, place: HTMLElement, kept: KeptReturn, again: () => void): void {
  const { signed, hash } = kept;
  const { unit, contest } = signed.return;
  const correct = async (event: Event): Promise<void> => {
    event.preventDefault();
    const reason = typed(new FormData(event.target as HTMLFormElement), 'reason').trim();
    if (reason === '') return;
    await keepEntry(
      app,
      newEntry(app.definition, { contest, unit }, { supersedes: hash, reason: reason.slice(0, 500) }),
    );
    again();
  };
  drawPaper(app, kept);
  show(
    place,
    h(
      'div',
      { class: 'box ok' },
      h('strong', {}, texts.doneTitle),
      h('p', { class: 'small' }, texts.publicCode),
      h('p', { class: 'code', id: 'public-code' }, groupedCode(publicCode(hash))),
    ),
    app.sendState?.(hash) === 'unsealed' &&
      h('p', { class: 'box warn' }, sendTexts.signedNotSent, ' ', h('a', { href: '#send' }, sendTexts.bring)),
    h(
      'div',
      { class: 'actions' },
      h('button', { class: 'primary', onclick: () => print() }, texts.print),
      h(
        'button',
        { onclick: () => save(`${unit}.returns.jsonl`, 'application/x-ndjson', `${lineOf(kept)}\n`) },
        texts.saveFile,
      ),
    ),
    figureTable(app, signed.return.counts),
    h('h3', {}, texts.correct),
    h('p', { class: 'muted' }, texts.correctHelp),
    h(
      'form',
      { onsubmit: correct },
      h(
        'label',
        { class: 'field' },
        h('span', {}, texts.reason),
        h('input', { name: 'reason', maxlength: 500, required: true }),
      ),
      h('button', {}, texts.correct),
    ),
  );
}

/** What is printed stands in the page beside the screen's view; all of it is escaped by the protocol itself. */
function drawPaper({ definition }: App, { signed, hash, explained }: KeptReturn): void {
  const paper = document.getElementById('paper');
  if (paper !== null) paper.innerHTML = protocolBody({ definition, signed, hash, explained });
}
