// A purpose record: controller, purpose, legal basis with the ground of Article 9(2), scope, last day, retention.
import { type ReactElement, useState } from 'react';
import type { PurposeItem, PurposeList } from '../../../../../src/server/features/sources/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';

type FormProps = {
  readonly example: PurposeList['example'];
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
};

type Values = {
  readonly name: string;
  readonly contact: string;
  readonly purpose: string;
  readonly article6: string;
  readonly article9: string;
  readonly law: string;
  readonly objects: string;
  readonly topics: string;
  readonly endDate: string;
  readonly retentionDays: string;
};

const lines = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);

const recordOf = (values: Values): PurposeList['example'] => ({
  controller: { name: values.name.trim(), contact: values.contact.trim() },
  purpose: values.purpose.trim(),
  legalBasis: { article6: values.article6, article9: values.article9, law: values.law.trim() },
  scope: { objects: lines(values.objects), topics: lines(values.topics) },
  endDate: values.endDate,
  retentionDays: Number(values.retentionDays),
});

const article6 = ['6(1)(e)', '6(1)(c)', '6(1)(f)', '6(1)(a)', '6(1)(b)', '6(1)(d)'] as const;
const article9 = ['g', 'j', 'e', 'a', 'b', 'c', 'd', 'f', 'h', 'i'].map((letter) => `9(2)(${letter})`);
const choices = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export function PurposeForm({ example, onDone, onClose }: FormProps): ReactElement {
  const [values, setValues] = useState<Values>({
    name: '',
    contact: '',
    purpose: '',
    article6: example.legalBasis.article6,
    article9: example.legalBasis.article9,
    law: '',
    objects: '',
    topics: '',
    endDate: example.endDate,
    retentionDays: String(example.retentionDays),
  });
  const save = useChange(async () => await send<PurposeItem>('POST', '/purposes', recordOf(values)), ['/purposes']);
  const of = (key: keyof Values) => ({
    value: values[key],
    onChange: (value: string) => setValues({ ...values, [key]: value }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, { onSuccess: ({ id }) => onDone(id) });
      }}
    >
      <Field required autoFocus label={t('sources.controllerName')} {...of('name')} />
      <Field required label={t('sources.controllerContact')} {...of('contact')} />
      <TextArea required rows={3} label={t('sources.purposeText')} help={t('sources.purposeHelp')} {...of('purpose')} />
      <Select
        label={t('sources.article6')}
        help={t('sources.article6Help')}
        choices={choices(article6)}
        {...of('article6')}
      />
      <Select
        label={t('sources.article9')}
        help={t('sources.article9Help')}
        choices={choices(article9)}
        {...of('article9')}
      />
      <Field required label={t('sources.law')} help={t('sources.lawHelp')} {...of('law')} />
      <TextArea rows={3} mono label={t('sources.objects')} help={t('sources.objectsHelp')} {...of('objects')} />
      <TextArea rows={3} label={t('sources.topics')} help={t('sources.topicsHelp')} {...of('topics')} />
      <Field required type="date" label={t('sources.endDate')} help={t('sources.endDateHelp')} {...of('endDate')} />
      <Field
        required
        type="number"
        min={1}
        label={t('sources.retention')}
        help={t('sources.retentionHelp')}
        {...of('retentionDays')}
      />
      <Problem error={save.error} />
      <div className="row dialog-actions">
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t('sources.keepPurpose')}
        </Button>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
