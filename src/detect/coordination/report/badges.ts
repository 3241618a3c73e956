// States as icon and word, never by colour alone.
import type { Group } from '../result.ts';
import { type Html, html, visible } from './html.ts';

const icons = {
  found: html`<svg viewBox="0 0 14 14" aria-hidden="true"><circle class="i" cx="3.2" cy="3.4" r="2.2"/><circle class="i" cx="10.8" cy="3.4" r="2.2"/><circle class="i" cx="7" cy="10.8" r="2.2"/><path class="i" d="M5.4 3.4h3.2M4.2 5.4l1.8 3.4M9.8 5.4L8 8.8"/></svg>`,
  declared: html`<svg viewBox="0 0 14 14" aria-hidden="true"><path class="i" d="M2 12V2.4l5 2 5-2V9.4l-5 2-5-2"/></svg>`,
  warning: html`<svg viewBox="0 0 14 14" aria-hidden="true"><path class="i" d="M7 1.2l6.2 11.2H.8zM7 5.2v3.6M7 10.3v.9"/></svg>`,
  ok: html`<svg viewBox="0 0 14 14" aria-hidden="true"><path class="i" d="M1.8 7.6l3.4 3.6 7-8"/></svg>`,
} as const;

export function badge(kind: keyof typeof icons, text: string): Html {
  return html`<span class="badge ${kind}">${icons[kind]}${text}</span>`;
}

export function groupBadge(group: Group): Html {
  return group.declared === undefined
    ? badge('found', 'Coordinated group')
    : badge('declared', `Declared network: ${visible(group.declared, 60)}`);
}

export function calibrationBadge(calibrated: boolean): Html {
  return calibrated ? badge('ok', 'Calibrated') : badge('warning', 'Not calibrated');
}
