// Words of alerts on their way out: made of findings, whose titles hold what others wrote.
import type { Severity, Standing } from '../findings/finding.ts';
import type { AlertReason } from './alert.ts';
import type { DeliveryItem } from './delivery.ts';

export const severityWords: Readonly<Record<Severity, string>> = {
  notice: 'Notice',
  warning: 'Warning',
  severe: 'Severe',
  critical: 'Critical',
};

export const standingWords: Readonly<Record<Standing, string>> = {
  provisional: 'provisional, may still change',
  calibrated: 'calibrated',
  notCalibrated: 'not calibrated',
  lapsed: 'lapsed',
};

const reasonWords: Readonly<Record<AlertReason, string>> = {
  rule: 'it is above your own threshold',
  duty: 'you are on duty',
  escalation: 'nobody acknowledged it in time',
};

const mostTitle = 200;

/** One line that cannot end a header or a line, nor turn the direction of what follows. */
export function plainLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > mostTitle ? `${line.slice(0, mostTitle - 1).toWellFormed()}…` : line;
}

export const numbersOf = ({ accounts, objects, qValue }: DeliveryItem): string =>
  [
    `accounts ${accounts.toLocaleString('en-GB')}`,
    `objects ${objects.toLocaleString('en-GB')}`,
    qValue === null ? 'no q-value' : `q-value ${Number(qValue.toPrecision(2))}`,
  ].join(', ');

export const whyTold = (reasons: readonly AlertReason[]): string =>
  `You are told because ${reasons.map((reason) => reasonWords[reason]).join(', and ')}.`;
