// Codes that wait for the desk, one press each; and what it answered.
import type { ReactElement } from 'react';
import type { Desk } from '../../../../../src/results/call-back/desk-file.ts';
import type { WaitingView } from '../../../../../src/server/features/call-backs/schemas.ts';
import { useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { answer } from './desk.ts';
import { VerdictBadge } from './Tries.tsx';

type Item = WaitingView['items'][number];
type Props = { readonly desk: Desk | undefined; readonly waiting: WaitingView };

export function Questions({ desk, waiting }: Props): ReactElement {
  const check = useChange(
    async ({ question }: Item) => {
      if (desk === undefined) return;
      const { verdict } = await answer(desk, question);
      toast(t(verdict === 'right' ? 'callBacks.toldRight' : 'callBacks.toldWrong', { call: question.call }));
    },
    ['/elections'],
  );
  if (waiting.items.length === 0)
    return (
      <Empty kind="done" title={t('callBacks.noQuestions')}>
        {t('callBacks.noQuestionsAbout')}
      </Empty>
    );
  return (
    <div className="stack">
      {desk === undefined && <p className="notice">{t('callBacks.keyClosed')}</p>}
      <Problem error={check.error} />
      <DataTable
        label={t('callBacks.questions')}
        rows={waiting.items}
        rowKey={({ question }) => `${question.call} ${question.try}`}
        columns={[
          { key: 'call', title: t('callBacks.column.call'), number: true, cell: ({ question }) => question.call },
          { key: 'unit', title: t('callBacks.column.unit'), wide: true, cell: ({ unitName }) => unitName },
          { key: 'centre', title: t('callBacks.column.centre'), roomy: true, cell: ({ centreName }) => centreName },
          {
            key: 'line',
            title: t('callBacks.column.line'),
            cell: ({ question: { sheet, line } }) => t('callBacks.lineOf', { sheet, line }),
          },
          { key: 'try', title: t('callBacks.column.try'), number: true, cell: ({ question }) => question.try },
          { key: 'code', title: t('callBacks.column.code'), cell: ({ question }) => <code>{question.code}</code> },
          { key: 'by', title: t('callBacks.column.by'), cell: ({ operator }) => operator },
          { key: 'at', title: t('callBacks.column.at'), number: true, cell: (one) => <Time at={one.handedInAt} /> },
          {
            key: 'answer',
            title: t('callBacks.column.verdict'),
            cell: (item) => (
              <Button
                kind="primary"
                busy={check.isPending}
                disabled={desk === undefined}
                label={t('callBacks.answerOf', { call: item.question.call })}
                onPress={() => check.mutate(item)}
              >
                {t('callBacks.answer')}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}

export function Answered({ waiting }: Pick<Props, 'waiting'>): ReactElement {
  if (waiting.answered.length === 0) return <p className="muted">{t('callBacks.noAnswers')}</p>;
  return (
    <DataTable
      label={t('callBacks.answered')}
      rows={waiting.answered}
      rowKey={(one) => `${one.call} ${one.try}`}
      columns={[
        { key: 'call', title: t('callBacks.column.call'), number: true, cell: ({ call }) => call },
        { key: 'unit', title: t('callBacks.column.unit'), wide: true, cell: ({ unitName }) => unitName },
        { key: 'try', title: t('callBacks.column.try'), number: true, cell: (one) => one.try },
        {
          key: 'verdict',
          title: t('callBacks.column.verdict'),
          cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
        },
        { key: 'by', title: t('callBacks.column.answeredBy'), cell: ({ by }) => by },
        { key: 'at', title: t('callBacks.column.at'), number: true, cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}
