// Where a source connects to.
import { type ReactElement, useState } from 'react';
import type { CreatedSource, NewSource } from '../../../../../src/server/features/sources/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';

const kinds = ['jetstream', 'mastodon', 'http'] as const satisfies readonly NewSource['kind'][];
const streams = ['public', 'public:local', 'public:remote'] as const;

type Values = {
  readonly kind: NewSource['kind'];
  readonly name: string;
  readonly url: string;
  readonly urls: string;
  readonly stream: (typeof streams)[number];
  readonly tokenVariable: string;
};

function bodyOf(values: Values, purposeId: string): NewSource {
  const { kind, name } = values;
  if (kind === 'http') return { kind, name, purposeId };
  if (kind === 'jetstream') {
    const urls = values.urls.split('\n').flatMap((line) => line.trim() || []);
    return { kind, name, purposeId, ...(urls.length === 0 ? {} : { urls }) };
  }
  const tokenVariable = values.tokenVariable.trim();
  const { url, stream } = values;
  return { kind, name, purposeId, url: url.trim(), stream, ...(tokenVariable === '' ? {} : { tokenVariable }) };
}

type FormProps = {
  readonly purposeId: string;
  readonly onBack: () => void;
  readonly onDone: (created: CreatedSource) => void;
};

export function SourceForm({ purposeId, onBack, onDone }: FormProps): ReactElement {
  const [values, setValues] = useState<Values>({
    kind: 'jetstream',
    name: '',
    url: '',
    urls: '',
    stream: 'public',
    tokenVariable: '',
  });
  const set = (change: Partial<Values>): void => setValues({ ...values, ...change });
  const create = useChange(
    async () => await send<CreatedSource>('POST', '/sources', bodyOf(values, purposeId)),
    ['/sources', '/purposes'],
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Select
        label={t('sources.kind')}
        value={values.kind}
        choices={kinds.map((value) => ({ value, label: t(`sources.kind.${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      <Field
        required
        autoFocus
        maxLength={80}
        label={t('sources.name')}
        help={t('sources.nameHelp')}
        value={values.name}
        onChange={(name) => set({ name })}
      />
      <Place values={values} set={set} />
      <Problem error={create.error} />
      <div className="row dialog-actions">
        <Button type="submit" kind="primary" busy={create.isPending}>
          {t('sources.create')}
        </Button>
        <Button onPress={onBack}>{t('sources.back')}</Button>
      </div>
    </form>
  );
}

type PlaceProps = { readonly values: Values; readonly set: (change: Partial<Values>) => void };

function Place({ values, set }: PlaceProps): ReactElement | null {
  if (values.kind === 'http') return null;
  if (values.kind === 'jetstream') {
    return (
      <TextArea
        mono
        rows={3}
        label={t('sources.urls')}
        help={t('sources.urlsHelp')}
        value={values.urls}
        onChange={(urls) => set({ urls })}
      />
    );
  }
  return (
    <>
      <Field
        required
        mono
        type="url"
        label={t('sources.url')}
        help={t('sources.urlHelp')}
        value={values.url}
        onChange={(url) => set({ url })}
      />
      <Select
        label={t('sources.stream')}
        value={values.stream}
        choices={streams.map((value) => ({ value, label: t(`sources.stream.${value}`) }))}
        onChange={(stream) => set({ stream })}
      />
      <Field
        mono
        label={t('sources.tokenVariable')}
        help={t('sources.tokenVariableHelp')}
        value={values.tokenVariable}
        onChange={(tokenVariable) => set({ tokenVariable })}
      />
    </>
  );
}
