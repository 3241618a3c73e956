// What went wrong, in words, with the code and the request's id for whoever is asked for help.
import type { ReactElement, ReactNode } from 'react';
import { isFailure } from '../api/failure.ts';
import { t, tryText } from '../messages/t.ts';
import { Icon } from './icons.tsx';

/** Shows nothing where there is no error. */
export function Problem({
  error,
  children,
}: {
  readonly error: unknown;
  readonly children?: ReactNode;
}): ReactElement | null {
  if (error === undefined || error === null) return null;
  const { text, code, requestId, fields } = wordsOf(error);
  return (
    <div className="problem" role="alert">
      <Icon name="severe" />
      <div className="stack-tight">
        <p>{text}</p>
        {fields.length > 0 && (
          <ul>
            {fields.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path}: {message}
              </li>
            ))}
          </ul>
        )}
        <p className="small muted wrap-anywhere">
          {code}
          {requestId !== undefined && ` · ${t('common.requestId', { id: requestId })}`}
        </p>
        {children}
      </div>
    </div>
  );
}

type Words = {
  readonly text: string;
  readonly code: string;
  readonly requestId?: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
};

function wordsOf(error: unknown): Words {
  if (!isFailure(error)) return { text: t('common.defect'), code: 'UNKNOWN', fields: [] };
  const { code, message, requestId, fields } = error;
  return { text: tryText(`common.error.${code}`) ?? message, code, requestId, fields };
}
