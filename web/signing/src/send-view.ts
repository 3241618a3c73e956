// Sending to headquarters: where to, what waits, what has a receipt; one holder seals what was signed since.
import { groupedFingerprint } from '../../../src/results/intake/receipt.ts';
import type { App } from './app.ts';
import { h, save, show, typed } from './dom.ts';
import { type KeptKey, unlock } from './keys.ts';
import type { OutItem, SendQueue } from './send-queue.ts';
import { sendTexts } from './send-texts.ts';

const nameOf = ({ definition }: App, unit: string): string =>
  `${unit} ${definition.units.find(({ id }) => id === unit)?.name ?? ''}`;

function addressBox({ address: { urls, fingerprint } }: SendQueue): HTMLElement {
  return h(
    'dl',
    { class: 'small' },
    h('dt', {}, sendTexts.address),
    urls.map((url) => h('dd', { class: 'mono' }, url)),
    h('dt', {}, sendTexts.fingerprint),
    h('dd', { class: 'mono', id: 'fingerprint' }, groupedFingerprint(fingerprint)),
    h('dd', { class: 'muted' }, sendTexts.fingerprintHelp),
  );
}

function row(app: App, { unit, state, receipt, reason }: OutItem): HTMLElement {
  return h(
    'tr',
    {},
    h('td', {}, nameOf(app, unit)),
    h(
      'td',
      {},
      h('span', { class: `state ${state}` }, sendTexts.stateOf[state]),
      receipt !== undefined &&
        h('div', { class: 'small muted' }, sendTexts.receipt(receipt.sequence, receipt.receivedAt)),
      reason !== undefined && state === 'refused' && h('div', { class: 'small' }, reason),
    ),
  );
}

function listBox(app: App, queue: SendQueue): HTMLElement {
  const items = queue.items();
  const problem = queue.problem();
  const receipts = items.flatMap(({ receipt }) => receipt ?? []);
  const saveAll = (): void =>
    save(`receipts-${app.centre}.json`, 'application/json', JSON.stringify(receipts, undefined, 1));
  return h(
    'div',
    {},
    problem !== undefined &&
      h(
        'div',
        { class: 'box warn' },
        h('strong', {}, sendTexts.lastProblem),
        h('p', {}, `${problem.why}. ${sendTexts.again(problem.seconds)}`),
        h('p', { class: 'small' }, sendTexts.otherWays),
        h('button', { onclick: queue.sendNow }, sendTexts.tryNow),
      ),
    items.length > 0 &&
      h(
        'table',
        { id: 'sent' },
        h(
          'tbody',
          {},
          items.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)).map((item) => row(app, item)),
        ),
      ),
    receipts.length > 0 && h('div', { class: 'actions' }, h('button', { onclick: saveAll }, sendTexts.saveReceipts)),
  );
}

function usable({ definition, keys, centre }: App): readonly KeptKey[] {
  const known = definition.centres.find(({ id }) => id === centre)?.keys ?? [];
  return [...keys.values()].filter((key) => key.centre === centre && known.some(({ id }) => id === key.id));
}

async function sealForm(app: App, queue: SendQueue, again: () => void): Promise<HTMLElement> {
  const open = await queue.unsealed();
  const keys = usable(app);
  if (open.length === 0)
    return h('p', { class: 'muted' }, queue.items().length === 0 ? sendTexts.nothingSigned : sendTexts.allSealed);
  if (app.definition.sealingKey === undefined) return h('p', { class: 'box bad' }, sendTexts.noSealingKey);
  if (keys.length === 0) return h('p', { class: 'box warn' }, sendTexts.noKey);
  const note = h('div', { 'aria-live': 'polite' });
  const seal = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const key = keys.find(({ id }) => id === form.get('key'));
    const privateKey = key === undefined ? undefined : await unlock(key, typed(form, 'passphrase'));
    if (key === undefined || privateKey === undefined)
      return show(note, h('p', { class: 'box bad', role: 'alert' }, sendTexts.wrongPassphrase));
    await queue.seal({ ...key, privateKey });
    again();
  };
  const options = keys.map(({ id, holder }) => h('option', { value: id }, holder));
  const secret = { name: 'passphrase', type: 'password', required: true, autocomplete: 'off', 'data-focus': true };
  return h(
    'form',
    { onsubmit: seal, id: 'seal' },
    h('p', {}, h('strong', {}, sendTexts.toSeal(open.length))),
    h('p', { class: 'muted' }, sendTexts.sealHelp),
    note,
    h('label', { class: 'field' }, h('span', {}, sendTexts.sealAs), h('select', { name: 'key' }, options)),
    h('label', { class: 'field' }, h('span', {}, sendTexts.passphrase), h('input', secret)),
    h('button', { class: 'primary' }, sendTexts.sealAndSend),
  );
}

export function sendView(app: App, place: HTMLElement, queue: SendQueue): void {
  const [form, list] = [h('div', {}), h('div', { 'aria-live': 'polite' })];
  const drawList = (): void => show(list, listBox(app, queue));
  const drawForm = async (): Promise<void> => {
    show(form, await sealForm(app, queue, () => void drawForm()));
    form.querySelector<HTMLElement>('[data-focus]')?.focus();
  };
  queue.onChange(() => {
    if (list.isConnected) drawList();
  });
  show(place, h('h2', {}, sendTexts.title), form, list, addressBox(queue));
  drawList();
  void drawForm();
}
