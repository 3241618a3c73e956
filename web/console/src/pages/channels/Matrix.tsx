// Things that channels depend on, as rows; channels as columns. Rows that take an official and a back-up channel stand out.
import type { ReactElement } from 'react';
import type { ChannelsView } from '../../../../../src/server/features/channels/schemas.ts';
import { t } from '../../messages/t.ts';
import { Icon } from '../../ui/icons.tsx';

type Props = { readonly view: ChannelsView; readonly label: string };

export function Matrix({ view: { channels, single, shared }, label }: Props): ReactElement {
  const sharedKeys = new Set(shared.map(({ sentence }) => sentence));
  return (
    <div className="channels-matrix" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('channels.column.thing')}</th>
            {channels.map(({ id, name, role }) => (
              <th key={id} scope="col">
                {name}
                <br />
                <span className="muted small">{t(`channels.role.${role}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {single.map(({ failures: [{ kind, value }], channels: fallen, sentence }) => (
            <tr key={sentence} className={sharedKeys.has(sentence) ? 'channels-shared' : undefined}>
              <th scope="row">
                {value}
                <br />
                <span className="muted small">{t(`channels.kind.${kind}`)}</span>
              </th>
              {channels.map(({ id }) => (
                <td key={id}>
                  {fallen.includes(id) ? (
                    <>
                      <Icon name="severe" size={12} />
                      <span className="spoken">{t('channels.depends')}</span>
                    </>
                  ) : (
                    <span className="spoken">{t('channels.dependsNot')}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
