// What a delivery says: subject and text of a mail, the JSON of a webhook. Only title, severity, numbers and links.
import type { AlertContext } from './context.ts';
import type { DeliveryItem, DeliveryKind, DeliveryPayload } from './delivery.ts';
import { numbersOf, plainLine, severityWords, standingWords, whyTold } from './words.ts';

type Place = Pick<AlertContext, 'consoleUrl' | 'demonstration'>;

export type MailContent = { readonly subject: string; readonly text: string; readonly html: string };

/** A part of a message: lines of text, and at most one link that follows them. */
type Block = {
  readonly heading?: string;
  readonly lines: readonly string[];
  readonly link?: readonly [string, string];
};

const findingLink = (place: Place, { findingId }: DeliveryItem): string =>
  `${place.consoleUrl}/findings/${encodeURIComponent(findingId)}`;

export function subjectOf(kind: DeliveryKind, { items, more }: DeliveryPayload, demonstration: boolean): string {
  const mark = demonstration ? '[DEMONSTRATION] [Pollwarden]' : '[Pollwarden]';
  if (kind === 'test') return `${mark} Test message`;
  const [first] = items;
  const count = items.length + more;
  if (count > 1) return `${mark} ${count} findings, the most severe: ${severityWords[first.severity]}`;
  const raised = kind === 'raised' ? 'Now more severe: ' : '';
  return `${mark} ${raised}${severityWords[first.severity]}: ${plainLine(first.title)}`;
}

const itemBlock = (place: Place, item: DeliveryItem): Block => ({
  heading: `${severityWords[item.severity]} finding, ${standingWords[item.standing]}`,
  lines: [plainLine(item.title), numbersOf(item)],
  link: ['Open the finding', findingLink(place, item)],
});

function blocksOf(
  kind: DeliveryKind,
  { items, more }: DeliveryPayload,
  place: Place,
  acknowledge: string,
): readonly Block[] {
  const mark: readonly Block[] = place.demonstration
    ? [{ lines: ['DEMONSTRATION: generated data. This message went to a folder, not to anybody.'] }]
    : [];
  if (kind === 'test') {
    const lines = ['This is a test message. Alerts from Pollwarden reach you this way.'];
    return [...mark, { lines, link: ['Your alerts', `${place.consoleUrl}/my-alerts`] }];
  }
  const rest: readonly Block[] =
    more === 0 ? [] : [{ lines: [`${more} more`], link: ['All your alerts', `${place.consoleUrl}/alerts`] }];
  const reasons = [...new Set(items.flatMap((item) => item.reasons))];
  const links = ['The page asks for a click; the link works once, for seven days.'];
  return [
    ...mark,
    ...items.map((item) => itemBlock(place, item)),
    ...rest,
    { lines: [], link: ['Acknowledge', acknowledge] },
    { lines: [...links, whyTold(reasons)], link: ['Change your thresholds', `${place.consoleUrl}/my-alerts`] },
  ];
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c]);

const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map(({ heading, lines, link }) =>
      [
        ...(heading === undefined ? [] : [heading]),
        ...lines,
        ...(link === undefined ? [] : [`${link[0]}: ${link[1]}`]),
      ].join('\n'),
    )
    .join('\n\n');

const htmlOf = (blocks: readonly Block[]): string => {
  const paragraphs = blocks.map(({ heading, lines, link }) => {
    const parts = [
      ...(heading === undefined ? [] : [`<strong>${escaped(heading)}</strong>`]),
      ...lines.map(escaped),
      ...(link === undefined ? [] : [`<a href="${escaped(link[1])}">${escaped(link[0])}</a>`]),
    ];
    return `<p>${parts.join('<br>')}</p>`;
  });
  return `<!doctype html><html lang="en"><body>${paragraphs.join('')}</body></html>`;
};

/** `acknowledge`: the signed link of the delivery. */
export function mailContent(
  kind: DeliveryKind,
  payload: DeliveryPayload,
  place: Place,
  acknowledge: string,
): MailContent {
  const blocks = blocksOf(kind, payload, place, acknowledge);
  const subject = subjectOf(kind, payload, place.demonstration);
  return { subject, text: `${textOf(blocks)}\n`, html: htmlOf(blocks) };
}

/** The body of a webhook; the same for every attempt of a delivery. */
export function webhookBody(
  delivery: { readonly id: string; readonly kind: DeliveryKind; readonly createdAt: number },
  { items, more }: DeliveryPayload,
  place: Place,
): string {
  return JSON.stringify({
    delivery: delivery.id,
    kind: delivery.kind,
    createdAt: new Date(delivery.createdAt).toISOString(),
    demonstration: place.demonstration,
    alerts: items.map((item) => ({
      alert: item.alertId,
      finding: item.findingId,
      title: plainLine(item.title),
      severity: item.severity,
      standing: item.standing,
      accounts: item.accounts,
      objects: item.objects,
      qValue: item.qValue,
      reasons: item.reasons,
      link: findingLink(place, item),
    })),
    more,
  });
}
