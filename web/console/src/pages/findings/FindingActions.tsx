// The actions of a finding, by button and by key: examine, decide, assign, note, export, go on to the next.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FindingDetail, FindingItem } from '../../../../../src/server/features/findings/schemas.ts';
import { downloadUrl } from '../../api/client.ts';
import { useCommands, type Command } from '../../commands/registry.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { useListState } from '../../templates/list-state.ts';
import { useList } from '../../templates/use-list.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast.ts';
import { AddNote, Assign, ChangeState, useFindingChange } from './Dialogs.tsx';

type Asked =
  | { readonly what: 'assign' }
  | { readonly what: 'note' }
  | { readonly what: 'state'; readonly to: FindingDetail['state'] };
export type Actions = {
  readonly buttons: ReactElement;
  readonly dialog: ReactElement | null;
  /** Undefined where the role may not. */
  readonly note: (() => void) | undefined;
};

/** Buttons and commands; what the role may not do is absent. */
export function useFindingActions(finding: FindingDetail, list: ListSpec<FindingItem>): Actions {
  const [asked, setAsked] = useState<Asked>();
  const mayChange = useMay('PATCH /findings/:id');
  const mayNote = useMay('POST /findings/:id/notes');
  const change = useFindingChange(finding);
  const canExamine = mayChange && finding.nextStates.includes('examined') && finding.state === 'new';
  const examine = (): void =>
    change.mutate(
      { state: 'examined', expectedState: finding.state },
      {
        onSuccess: () => toast(t('findings.examineDone')),
        onError: () => setAsked({ what: 'state', to: 'examined' }),
      },
    );
  const path = `/findings/${encodeURIComponent(finding.id)}/export`;
  const note = mayNote ? (): void => setAsked({ what: 'note' }) : undefined;
  const commands: Command[] = [
    { id: 'finding.export', title: t('findings.exportCommand'), scope: 'page', keys: 'x', run: () => download(path) },
  ];
  if (canExamine)
    commands.push({ id: 'finding.examine', title: t('findings.examine'), scope: 'page', keys: 'e', run: examine });
  if (mayChange) {
    commands.push({
      id: 'finding.assign',
      title: t('findings.assign'),
      scope: 'page',
      keys: 'a',
      run: () => setAsked({ what: 'assign' }),
    });
    for (const to of finding.nextStates) {
      if (to === 'examined' && canExamine) continue;
      commands.push({
        id: `finding.${to}`,
        title: t(`findings.change.${to}`),
        scope: 'page',
        run: () => setAsked({ what: 'state', to }),
      });
    }
  }
  if (note !== undefined)
    commands.push({ id: 'finding.note', title: t('findings.addNote'), scope: 'page', keys: 'n', run: note });
  useCommands([...commands, ...useNeighbours(finding.id, list)]);
  const states: MenuItem[] = finding.nextStates.map((to) => ({
    label: t(`findings.change.${to}`),
    onChoose: () => setAsked({ what: 'state', to }),
  }));
  return {
    note,
    dialog: asked === undefined ? null : <Asking asked={asked} finding={finding} onClose={() => setAsked(undefined)} />,
    buttons: (
      <>
        {canExamine && (
          <Button kind="primary" busy={change.isPending} onPress={examine}>
            {t('findings.examine')}
          </Button>
        )}
        {mayChange && (
          <>
            <Menu items={states} side="right">
              {t('findings.changeState')}
            </Menu>
            <Button onPress={() => setAsked({ what: 'assign' })}>{t('findings.assign')}</Button>
          </>
        )}
        {note !== undefined && <Button onPress={note}>{t('findings.addNote')}</Button>}
        <Menu items={exportsOf(path)} icon="download" side="right">
          {t('findings.exportFinding')}
        </Menu>
      </>
    ),
  };
}

const exportsOf = (path: string): readonly MenuItem[] => [
  { heading: t('findings.exportHeading') },
  { label: t('findings.exportEdges'), href: downloadUrl(path, { format: 'edges-csv' }), download: true },
  { label: t('findings.exportGraphml'), href: downloadUrl(path, { format: 'graphml' }), download: true },
  { label: t('findings.exportJson'), href: downloadUrl(path, { format: 'json' }), download: true },
];

function download(path: string): void {
  const link = document.createElement('a');
  link.href = downloadUrl(path, { format: 'json' });
  link.download = '';
  link.click();
}

function useNeighbours(id: string, list: ListSpec<FindingItem>): readonly Command[] {
  const state = useListState();
  const navigate = useNavigate();
  const rows = useList(list, state).answer?.items ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const go = (by: number): void => {
    const row = at < 0 ? undefined : rows[at + by];
    if (row !== undefined) void navigate(`${list.rowPath?.(row) ?? ''}${state.search}`);
  };
  return [
    { id: 'finding.previous', title: t('findings.previous'), scope: 'page', keys: '[', run: () => go(-1) },
    { id: 'finding.next', title: t('findings.next'), scope: 'page', keys: ']', run: () => go(1) },
  ];
}

type AskingProps = { readonly asked: Asked; readonly finding: FindingDetail; readonly onClose: () => void };

function Asking({ asked, finding, onClose }: AskingProps): ReactElement {
  if (asked.what === 'assign') return <Assign finding={finding} onClose={onClose} />;
  if (asked.what === 'note') return <AddNote finding={finding} onClose={onClose} />;
  return <ChangeState finding={finding} to={asked.to} onClose={onClose} />;
}
