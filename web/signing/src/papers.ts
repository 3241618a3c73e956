// The first two views: which centre this is, and its papers with how far each is.
import { type App, paperId } from './app.ts';
import { h, show } from './dom.ts';
import { sendTexts } from './send-texts.ts';
import { texts } from './texts.ts';

export function centreView(app: App, place: HTMLElement): void {
  const choose = async (event: Event): Promise<void> => {
    event.preventDefault();
    const centre = new FormData(event.target as HTMLFormElement).get('centre');
    if (typeof centre !== 'string') return;
    await app.store.put('settings', 'centre', centre);
    app.centre = centre;
    if (location.hash === '#keys') location.reload();
    else location.hash = 'keys';
  };
  const options = app.definition.centres.map(({ id, name }) =>
    h('option', { value: id, selected: id === app.centre }, name),
  );
  show(
    place,
    h('h2', {}, texts.chooseCentre),
    h('p', { class: 'muted' }, texts.chooseCentreHelp),
    h(
      'form',
      { onsubmit: choose },
      h(
        'label',
        { class: 'field' },
        h('span', {}, texts.chooseCentre),
        h('select', { name: 'centre', 'data-focus': true }, options),
      ),
      h('button', { class: 'primary' }, texts.open),
    ),
  );
}

type Paper = {
  readonly contest: string;
  readonly contestName: string;
  readonly unit: string;
  readonly name: string;
  readonly state: string;
};

function papersOf({ definition, centre, entries, returns }: App): readonly Paper[] {
  return definition.contests.flatMap((contest) =>
    definition.units
      .filter((unit) => unit.centre === centre)
      .map((unit): Paper => {
        const id = paperId(contest.id, unit.id);
        const entry = entries.get(id);
        const started = entry?.state === 'empty' && Object.keys(entry.texts.first).length > 0;
        const state =
          entry === undefined && returns.has(id) ? 'signed' : started ? 'started' : (entry?.state ?? 'empty');
        return { contest: contest.id, contestName: contest.name, unit: unit.id, name: unit.name, state };
      }),
  );
}

const wordOf = (state: string): string =>
  state === 'started' ? texts.started : texts.stateOf[state as keyof typeof texts.stateOf];

/** Of a signed paper, whether headquarters has it. */
function sentWord({ returns, sendState }: App, contest: string, unit: string, state: string): HTMLElement | undefined {
  const kept = state === 'signed' ? returns.get(paperId(contest, unit)) : undefined;
  if (kept === undefined || sendState === undefined) return undefined;
  const sent = sendState(kept.hash);
  const word = sent === 'unsealed' ? sendTexts.unsealed : sendTexts.stateOf[sent];
  return h('div', { class: 'small muted' }, word);
}

export function papersView(app: App, place: HTMLElement): void {
  const papers = papersOf(app);
  const several = app.definition.contests.length > 1;
  const body = h('tbody', {});
  const list = (filter: string): void => {
    const wanted = filter.trim().toLowerCase();
    const fit = papers.filter(({ unit, name }) => `${unit} ${name}`.toLowerCase().includes(wanted));
    const rows = fit
      .slice(0, 200)
      .map(({ contest, contestName, unit, name, state }) =>
        h(
          'tr',
          {},
          h(
            'td',
            {},
            h('a', { href: `#paper/${encodeURIComponent(contest)}/${encodeURIComponent(unit)}` }, `${unit} ${name}`),
            several && h('div', { class: 'small muted' }, contestName),
          ),
          h('td', {}, h('span', { class: `state ${state}` }, wordOf(state)), sentWord(app, contest, unit, state)),
        ),
      );
    show(body, rows.length === 0 ? h('tr', {}, h('td', { colspan: 2 }, texts.noUnits)) : rows);
  };
  const done = papers.filter(({ state }) => state === 'signed').length;
  list('');
  show(
    place,
    h('h2', {}, texts.units),
    h('p', { class: 'muted' }, `${done} of ${papers.length} ${texts.stateOf.signed}`),
    h(
      'label',
      { class: 'field' },
      h('span', {}, texts.filter),
      h('input', { type: 'search', oninput: (event: Event) => list((event.target as HTMLInputElement).value) }),
    ),
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, texts.unit), h('th', { scope: 'col' }, texts.state))),
      body,
    ),
  );
}
