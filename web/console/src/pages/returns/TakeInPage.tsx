// /elections/:election/arrivals: takes signed returns in that somebody brings: files from a stick or a mail, codes that a
// scanner typed, photographs of codes. Each answers for itself; what is refused says why.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import type { ArrivalsAnswer } from '../../../../../src/server/features/returns/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { ChooseFiles } from './ChooseFiles.tsx';
import { Taken } from './Taken.tsx';
import type { Batch } from './take-in.ts';
import { returnsPath } from './unit-list.tsx';
import './returns.css';

const channels = ['backup', 'official', 'observer'] as const;
type Channel = (typeof channels)[number];

/** One after another: each batch is one transaction of the server. */
async function takeIn(
  election: string,
  channel: Channel,
  batches: readonly Batch[],
  step: (done: number) => void,
): Promise<ArrivalsAnswer> {
  let all: ArrivalsAnswer = { added: 0, known: 0, refused: 0, items: [] };
  for (const [i, { way, texts, file }] of batches.entries()) {
    const answer = await send<ArrivalsAnswer>('POST', `${electionPath(election)}/arrivals`, {
      channel,
      way,
      texts,
      ...(file === undefined ? {} : { file }),
    });
    all = {
      added: all.added + answer.added,
      known: all.known + answer.known,
      refused: all.refused + answer.refused,
      items: [...all.items, ...answer.items],
    };
    step((i + 1) / batches.length);
  }
  return all;
}

export function TakeInPage(): ReactElement {
  const { election = '' } = useParams();
  const [channel, setChannel] = useState<Channel>('backup');
  const [batches, setBatches] = useState<readonly Batch[]>([]);
  const [text, setText] = useState('');
  const [done, setDone] = useState<number>();
  const typed: readonly Batch[] = text.trim() === '' ? [] : [{ way: 'text', texts: [text] }];
  const take = useChange(async () => {
    setDone(0);
    try {
      const answer = await takeIn(election, channel, [...batches, ...typed], setDone);
      setBatches([]);
      setText('');
      return answer;
    } finally {
      setDone(undefined);
    }
  }, ['/elections']);
  return (
    <Page
      title={t('arrivals.title')}
      about={t('arrivals.about')}
      action={<ButtonLink to={returnsPath(election)}>{t('returns.back')}</ButtonLink>}
    >
      <form
        className="stack returns-take-in"
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate(undefined);
        }}
      >
        <Select
          label={t('arrivals.channel')}
          help={t('arrivals.channelHelp')}
          value={channel}
          choices={channels.map((value) => ({ value, label: t(`returns.channel.${value}`) }))}
          onChange={setChannel}
        />
        <ChooseFiles batches={batches} onBatches={setBatches} />
        <TextArea
          mono
          rows={5}
          label={t('arrivals.text')}
          help={t('arrivals.textHelp')}
          value={text}
          onChange={setText}
          maxLength={2_000_000}
        />
        <Problem error={take.error} />
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            busy={take.isPending}
            disabled={batches.length === 0 && typed.length === 0}
          >
            {t('arrivals.take')}
          </Button>
          {done !== undefined && <Progress label={t('arrivals.taking')} done={done} />}
        </div>
      </form>
      {take.data !== undefined && (
        <Section title={t('arrivals.taken')}>
          <Taken election={election} answer={take.data} />
        </Section>
      )}
    </Page>
  );
}
