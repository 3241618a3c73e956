// States and channels of a unit, as badges and words.
import type { ReactElement } from 'react';
import type { UnitState } from '../../../../../src/results/reconcile/states.ts';
import { t, tryText } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';

const tones: Readonly<Record<UnitState, Tone>> = {
  awaited: 'open',
  received: 'half',
  confirmed: 'ok',
  conflicting: 'severe',
  corrected: 'notice',
  certified: 'ok',
};

type Props = { readonly state: UnitState; readonly late?: boolean };

export const UnitBadge = ({ state, late = false }: Props): ReactElement => (
  <>
    <Badge tone={tones[state]}>{t(`returns.state.${state}`)}</Badge>
    {late && <Badge tone="warning">{t('returns.late')}</Badge>}
  </>
);

export const channelText = (channel: string): string => tryText(`returns.channel.${channel}`) ?? channel;
export const shortHash = (hash: string): string => hash.slice(0, 8);
