// The people a finding can be assigned to, and their names.
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';

export type Colleague = { readonly id: string; readonly name: string };

export function useColleagues(): readonly Colleague[] {
  const has = useHas('accounts');
  const may = useMay('GET /colleagues');
  return (
    useRead<{ readonly items: readonly Colleague[] }>('/colleagues', {}, { enabled: has && may }).data?.items ?? []
  );
}

export const nameIn = (people: readonly Colleague[], id: string): string =>
  people.find((person) => person.id === id)?.name ?? t('findings.unknownPerson');
