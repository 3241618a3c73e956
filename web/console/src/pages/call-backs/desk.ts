// The desk in the browser: opens the key file here, keeps what it answered here, and sends a signed verdict only.
import { type Answered, answerQuestion, deskProblem } from '../../../../../src/results/call-back/answer.ts';
import { type Desk, openDesk } from '../../../../../src/results/call-back/desk-file.ts';
import type { Question } from '../../../../../src/results/call-back/verdict.ts';
import type { DeskView, WaitingView } from '../../../../../src/server/features/call-backs/schemas.ts';
import { failure } from '../../api/failure.ts';
import { send } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { callPath } from './call-list.tsx';

const refused = ({ code, detail }: { readonly code: string; readonly detail: string }) =>
  failure({ code, message: detail, status: 0 });

/** Throws a failure with its code: DESK_LOCKED, INPUT_INVALID, and what deskProblem finds. */
export async function openKeyFile(text: string, passphrase: string, { election, callBack }: DeskView): Promise<Desk> {
  const opened = await openDesk(text, passphrase);
  if (!opened.ok) throw refused(opened.refusal);
  const problem = await deskProblem(opened.value, election, callBack ?? undefined);
  if (problem !== undefined) throw refused(problem);
  return opened.value;
}

const journalKey = ({ publicKey }: Desk): string => `pollwarden.desk.${publicKey}`;

function journalOf(desk: Desk): readonly Answered[] {
  const kept = localStorage.getItem(journalKey(desk));
  return kept === null ? [] : (JSON.parse(kept) as Answered[]);
}

function keep(desk: Desk, answered: readonly Answered[]): void {
  try {
    localStorage.setItem(journalKey(desk), JSON.stringify(answered));
  } catch {
    throw failure({ code: 'NO_ROOM', message: t('callBacks.journalFull'), status: 0 });
  }
}

/** In every tab of this browser one after another: two at once would count one answer. */
async function answerOf(desk: Desk, question: Question): Promise<Answered> {
  return await navigator.locks.request(journalKey(desk), async () => {
    const before = journalOf(desk);
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    const outcome = await answerQuestion(desk, question, before, at);
    if (!outcome.ok) throw refused(outcome.refusal);
    if (!before.includes(outcome.value)) keep(desk, [...before, outcome.value]);
    return outcome.value;
  });
}

/** Kept before it is told. Throws the desk's own refusals: LINE_USED, CALL_LOCKED, SHEET_OTHER. */
export async function answer(desk: Desk, question: Question): Promise<{ readonly verdict: 'right' | 'wrong' }> {
  const { signed } = await answerOf(desk, question);
  await send<WaitingView>('POST', `${callPath(question.election, question.call)}/verdict`, {
    try: question.try,
    ...signed,
  });
  return { verdict: signed.verdict };
}
