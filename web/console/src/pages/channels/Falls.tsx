// What falls together, in sentences: single failures first, then two at once.
import type { ReactElement } from 'react';
import type { ChannelsView } from '../../../../../src/server/features/channels/schemas.ts';
import { t } from '../../messages/t.ts';

const mostPairs = 12;

export function Falls({
  view: { channels, single, pairs, shared, unknown },
}: {
  readonly view: ChannelsView;
}): ReactElement {
  const together = single.filter(({ channels: fallen }) => fallen.length > 1);
  const names = unknown.map((id) => channels.find((one) => one.id === id)?.name ?? id);
  return (
    <div className="stack">
      {shared.length > 0 && <p className="notice notice-warning">{t('channels.shared')}</p>}
      {unknown.length > 0 && (
        <p className="notice notice-warning">{t('channels.unknown', { names: names.join(', ') })}</p>
      )}
      {together.length === 0 ? (
        <p>{t('channels.fallsNone')}</p>
      ) : (
        <ul className="bullets">
          {together.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {pairs.length > 0 && (
        <details>
          <summary>{t('channels.pairs')}</summary>
          <ul className="bullets">
            {pairs.slice(0, mostPairs).map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
