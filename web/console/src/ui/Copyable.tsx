// An id or a link that is copied with one press; long ones are shortened in the middle.
import { type ReactElement, useState } from 'react';
import { t } from '../messages/t.ts';
import { Button } from './Button.tsx';

type CopyableProps = { readonly text: string; readonly shown?: number; readonly label?: string };

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.ceil(most / 2))}…${text.slice(-Math.floor(most / 2))}`;

export function Copyable({ text, shown = 24, label }: CopyableProps): ReactElement {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <span className="copyable" onMouseLeave={() => setCopied(false)}>
      <code title={text} className="wrap-anywhere">
        {shortened(text, shown)}
      </code>
      <Button kind="quiet" icon={copied ? 'ok' : 'copy'} label={label ?? t('common.copy')} onPress={copy} />
      <span className="spoken" aria-live="polite">
        {copied ? t('common.copied') : ''}
      </span>
    </span>
  );
}
