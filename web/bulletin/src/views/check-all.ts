// Check everything, with progress; what was found, in words and as a file.
import type { Progress } from '../../../../src/bulletin/verify/entries.ts';
import type { App, FullCheck } from '../model.ts';
import { type Child, h, save, show } from '../ui/dom.ts';
import { t } from '../ui/language.ts';
import { crumbs } from './crumbs.ts';
import { faultList } from './faults.ts';
import { resultOf } from './result.ts';

const stages = {
  entries: 'stageEntries',
  signatures: 'stageSignatures',
  total: 'stageTotal',
  files: 'stageFiles',
} as const;

function report(app: App, full: FullCheck): readonly Child[] {
  const { bulletin } = app;
  const { faults, total, later } = full;
  const {
    laterKeys,
    laterRules: { definitions, policies },
  } = later;
  const text = (): string =>
    JSON.stringify({ election: bulletin.pointer.election, bulletin: bulletin.pointer.number, ...full }, undefined, 1);
  return [
    faults.length === 0
      ? h(
          'p',
          { class: 'box good', role: 'status' },
          '✓ ',
          t('allOk', { entries: full.entries, returns: full.returns, files: full.files }),
        )
      : h(
          'div',
          { class: 'box bad', role: 'alert' },
          h('p', {}, t('someBad', { n: faults.length })),
          faultList(bulletin, faults),
        ),
    full.unread > 0 && h('p', { class: 'muted' }, t('filesUnread', { n: full.unread })),
    laterKeys + definitions + policies > 0 && h('p', { class: 'box warn' }, t('later')),
    h('p', {}, t('noFurther')),
    h(
      'button',
      { type: 'button', class: 'plain', onclick: () => save('bulletin-check.json', 'application/json', text()) },
      t('saveReport'),
    ),
    ...(total?.contests ?? []).map((one) => resultOf(app, one)),
  ];
}

export function checkView(app: App): readonly HTMLElement[] {
  const answer = h('div', { class: 'answer' });
  const bar = h('progress', { hidden: true, 'aria-label': t('checkAll') });
  const stage = h('p', { class: 'small muted', 'aria-live': 'off' });
  let stopped = false;
  const progress: Progress = (which, done, of) => {
    bar.max = Math.max(1, of);
    bar.value = done;
    stage.textContent = t('stage', { stage: t(stages[which]), n: done, m: of });
  };
  const start = async (): Promise<void> => {
    stopped = false;
    [button.hidden, stop.hidden, bar.hidden] = [true, false, false];
    show(answer);
    const full = await app.bulletin.checkAll(progress, () => stopped);
    [button.hidden, stop.hidden, bar.hidden] = [false, true, true];
    stage.textContent = '';
    if (full === undefined) return;
    app.full = full;
    show(answer, report(app, full));
  };
  const button = h('button', { type: 'button', id: 'check-start', onclick: start }, t('start'));
  const stop = h('button', { type: 'button', hidden: true, onclick: () => (stopped = true) }, t('stop'));
  if (app.full !== undefined) show(answer, report(app, app.full));
  return [
    crumbs(app, undefined),
    h('h2', { tabindex: -1 }, t('checkAll')),
    h('p', {}, t('checkAllHelp')),
    h('p', {}, button, stop),
    bar,
    stage,
    answer,
  ];
}
