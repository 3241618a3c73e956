// What people noted and decided, and how the evidence grew.
import type { ReactElement } from 'react';
import type { FindingDetail, FindingNote } from '../../../../../src/server/features/findings/schemas.ts';
import { t, tryText } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { SeverityBadge, StandingBadge } from './Badges.tsx';
import { qText } from './finding-words.ts';
import { Foreign, plainly } from './Foreign.tsx';

type Names = FindingDetail['names'];
const nameOf = (names: Names, id: string | null): string =>
  id !== null && Object.hasOwn(names, id) ? plainly(names[id], 80) : t('findings.unknownPerson');
const stateWord = (state: string | null): string => tryText(`findings.state.${state ?? ''}`) ?? '–';

/** What was done, in one sentence. */
function deedText({ kind, by, from, to }: FindingNote, names: Names): string {
  const who = nameOf(names, by);
  if (kind === 'note') return t('findings.historyNote', { by: who });
  if (kind === 'state') return t('findings.historyState', { by: who, from: stateWord(from), to: stateWord(to) });
  if (to === null) return t('findings.historyUnassigned', { by: who, from: nameOf(names, from) });
  return t('findings.historyAssigned', { by: who, to: nameOf(names, to) });
}

type HistoryProps = { readonly finding: FindingDetail; readonly onNote: (() => void) | undefined };

export function History({ finding: { history, names }, onNote }: HistoryProps): ReactElement {
  return (
    <Section
      title={t('findings.historyTitle')}
      id="history"
      tools={onNote === undefined ? undefined : <Button onPress={onNote}>{t('findings.addNote')}</Button>}
    >
      {history.length === 0 && <p className="muted">{t('findings.historyNone')}</p>}
      <ol className="finding-history">
        {history.map((note) => (
          <li key={note.id}>
            <p>
              <b>{deedText(note, names)}</b>{' '}
              <span className="muted">
                <Time at={note.at} />
              </span>
            </p>
            {note.text !== '' && (
              <p className="finding-note prose">
                <Foreign text={note.text} most={10_000} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function Revisions({ finding: { revisions } }: { readonly finding: FindingDetail }): ReactElement | null {
  if (revisions.length === 0) return null;
  return (
    <Section title={t('findings.revisionsTitle')} id="revisions">
      <p className="muted">{t('findings.revisionsAbout')}</p>
      <DataTable
        label={t('findings.revisionsLabel')}
        rows={revisions.toSorted((a, b) => b.revision - a.revision)}
        rowKey={({ revision }) => String(revision)}
        columns={[
          { key: 'revision', title: t('findings.revisionNumber'), number: true, cell: (row) => row.revision },
          { key: 'at', title: t('findings.revisionAt'), wide: true, cell: (row) => <Time at={row.at} form="exact" /> },
          { key: 'standing', title: t('findings.column.standing'), cell: (row) => <StandingBadge {...row} /> },
          { key: 'severity', title: t('findings.column.severity'), cell: (row) => <SeverityBadge {...row} /> },
          { key: 'q', title: t('findings.column.q'), number: true, cell: qText },
          {
            key: 'accounts',
            title: t('findings.column.accounts'),
            number: true,
            cell: (row) => <Num value={row.accounts} />,
          },
          {
            key: 'objects',
            title: t('findings.column.objects'),
            number: true,
            cell: (row) => <Num value={row.objects} />,
          },
        ]}
      />
    </Section>
  );
}
