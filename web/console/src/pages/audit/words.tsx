// Actors, subjects and details of an entry in words.
import type { ReactElement } from 'react';
import type { AuditItem } from '../../../../../src/server/features/audit/schemas.ts';
import { t } from '../../messages/t.ts';
import { Copyable } from '../../ui/Copyable.tsx';
import { numberText } from '../../ui/Num.tsx';
import { deviceText } from '../account/device.ts';

type ItemProps = { readonly item: AuditItem };

export function actorText({ actor }: AuditItem): string {
  if (actor.kind === 'operator') return t('audit.operator');
  return actor.kind === 'system' ? t('audit.system', { id: actor.id }) : actor.name;
}

export function AboutWhat({ item: { subject } }: ItemProps): ReactElement | null {
  if (subject === undefined) return null;
  return subject.name === undefined ? <Copyable text={subject.id} shown={14} /> : <span>{subject.name}</span>;
}

type DetailValue = AuditItem['details'][string];

const valueText = (value: DetailValue): string => {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : value.join(', ');
};

export const Details = ({ item }: ItemProps): ReactElement => (
  <span className="audit-details small">
    {Object.entries(item.details).map(([key, value]) => (
      <span key={key}>
        <span className="muted">{key}</span> <Value text={valueText(value).slice(0, 200)} />
      </span>
    ))}
  </span>
);

const hash = /^[0-9a-f]{64}$/;

/** Hashes and browsers by what a person needs to know them again; the whole is in the title and in the export. */
function Value({ text }: { readonly text: string }): ReactElement {
  const short = hash.test(text) ? `${text.slice(0, 12)}…` : text.startsWith('Mozilla/') ? deviceText(text) : text;
  return <span title={short === text ? undefined : text}>{short}</span>;
}
