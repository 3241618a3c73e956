// The body of a finding about returns in conflict: what each channel says, and the way to the unit. Without the pictures of
// accounts, which it has none of.
import type { ReactElement } from 'react';
import type { FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { t, tryText } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Num } from '../../ui/Num.tsx';
import { Foreign } from './Foreign.tsx';

type Returns = NonNullable<FindingDetail['returns']>;
type Props = { readonly returns: Returns };

const channelText = (channel: string): string => tryText(`returns.channel.${channel}`) ?? channel;

const unitAddress = ({ election, contest, unit }: Returns): string =>
  `/elections/${[election, 'returns', contest, unit].map(encodeURIComponent).join('/')}`;

export function ReturnsFinding({ returns }: Props): ReactElement {
  const mayOpen = useMay('GET /elections/:election/units/:contest/:unit');
  const hasReturns = useHas('returns');
  const channels = [...new Set(returns.figures.flatMap(({ values }) => Object.keys(values)))];
  return (
    <>
      <Section
        title={t('findings.returnsTitle')}
        id="returns"
        tools={mayOpen && hasReturns && <ButtonLink to={unitAddress(returns)}>{t('findings.returnsOpen')}</ButtonLink>}
      >
        {returns.figures.length === 0 ? (
          <p>{t('findings.returnsTwo')}</p>
        ) : (
          <DataTable
            label={t('findings.returnsTitle')}
            rows={returns.figures}
            rowKey={({ key }) => key}
            columns={[
              {
                key: 'figure',
                title: t('returns.column.figure'),
                wide: true,
                wraps: true,
                cell: ({ label }) => <Foreign text={label} most={200} />,
              },
              ...channels.map((channel) => ({
                key: channel,
                title: channelText(channel),
                number: true as const,
                cell: ({ values }: Returns['figures'][number]) => <Num value={values[channel] ?? null} />,
              })),
            ]}
          />
        )}
      </Section>
      <Section title={t('findings.returnsWhich')} id="evidence">
        <DataTable
          label={t('findings.returnsWhich')}
          rows={returns.channels}
          rowKey={({ channel, hash }) => `${channel} ${hash}`}
          columns={[
            { key: 'channel', title: t('returns.column.channel'), cell: ({ channel }) => channelText(channel) },
            {
              key: 'return',
              title: t('returns.column.return'),
              cell: ({ hash }) => <Copyable text={hash} shown={16} />,
            },
            {
              key: 'checks',
              title: t('returns.checks'),
              wide: true,
              wraps: true,
              cell: ({ hash }) => <Checks checks={returns.checks.filter((one) => one.hash === hash)} />,
            },
          ]}
        />
      </Section>
    </>
  );
}

const Checks = ({ checks }: Pick<Returns, 'checks'>): ReactElement =>
  checks.length === 0 ? (
    <>–</>
  ) : (
    <Foreign text={checks.map(({ code, label }) => `${code} ${label}`).join('; ')} most={500} />
  );
