// A state with its icon and its word: never by colour alone.
import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

export const tones = ['ok', 'notice', 'warning', 'severe', 'critical', 'neutral', 'open', 'half'] as const;
export type Tone = (typeof tones)[number];

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactElement {
  const icon: IconName = tone;
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} size={12} />
      {children}
    </span>
  );
}
