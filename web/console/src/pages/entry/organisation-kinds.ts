// Kinds of organisations, to choose from.
import { type OrganisationKind, organisationKinds } from '../../../../../src/accounts/organisation.ts';
import { t } from '../../messages/t.ts';
import type { Choice } from '../../ui/Select.tsx';

export const organisationKindChoices = (): readonly Choice<OrganisationKind>[] =>
  organisationKinds.map((kind) => ({ value: kind, label: t(`entry.kind.${kind}`) }));
