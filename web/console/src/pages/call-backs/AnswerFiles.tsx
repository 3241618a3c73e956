// For a desk whose key file is on a machine without a network: codes go out as a file, answers come in as one.
import { type ReactElement, useId } from 'react';
import { z } from 'zod';
import { signedVerdictSchema } from '../../../../../src/results/call-back/verdict.ts';
import type { WaitingView } from '../../../../../src/server/features/call-backs/schemas.ts';
import { failure } from '../../api/failure.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { callPath } from './call-list.tsx';

/** As pollwarden callback verify --json says it; what it refused carries a code instead, and is left out. */
const answersSchema = z.array(
  z.union([
    signedVerdictSchema.extend({ call: z.int(), try: z.int() }),
    z.object({ call: z.int(), try: z.int(), code: z.string() }),
  ]),
);

function readAnswers(text: string): z.output<typeof answersSchema> {
  const bad = failure({ code: 'INPUT_INVALID', message: t('callBacks.answersBad'), status: 0 });
  try {
    const read = answersSchema.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    throw bad;
  }
  throw bad;
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

type Props = { readonly election: string; readonly waiting: WaitingView };

export function AnswerFiles({ election, waiting }: Props): ReactElement {
  const id = useId();
  const load = useChange(
    async (file: File) => {
      let count = 0;
      for (const one of readAnswers(await file.text())) {
        if (!('signature' in one)) continue;
        const { call, ...verdict } = one;
        await send('POST', `${callPath(election, call)}/verdict`, verdict);
        count++;
      }
      toast(t('callBacks.loadedAnswers', { count }));
    },
    ['/elections'],
  );
  return (
    <>
      {waiting.items.length > 0 && (
        <Button
          icon="download"
          onPress={() => saveFile('questions.json', JSON.stringify(waiting.items.map(({ question }) => question)))}
        >
          {t('callBacks.saveQuestions')}
        </Button>
      )}
      <label className="call-answers" htmlFor={id} title={t('callBacks.loadAnswersHelp')}>
        {t('callBacks.loadAnswers')}
        <input
          id={id}
          type="file"
          className="input"
          accept=".json,application/json"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) load.mutate(file);
            target.value = '';
          }}
        />
      </label>
      <Problem error={load.error} />
    </>
  );
}
