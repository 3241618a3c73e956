// The type of audit entries, derived from the catalogue.
import type { auditEvents } from './catalogue.ts';
import type { DetailsOf } from './fields.ts';

type Catalogue = typeof auditEvents;
export type AuditEvent = keyof Catalogue;

/** Who did it. "operator": somebody with access to the machine, by the command line. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string }
  | { readonly kind: 'operator' };

/** Who acts, as functions that write an audit entry take it. */
export type By = { readonly actor: Actor; readonly address?: string };

type Details<E extends AuditEvent> = keyof Catalogue[E]['fields'] extends never
  ? { readonly details?: Readonly<Record<string, never>> }
  : { readonly details: DetailsOf<Catalogue[E]['fields']> };

/** `subject`: id of what it is about, of the kind that the catalogue names. `address`: of the client, kept shortened. */
type EntryOf<E extends AuditEvent> = {
  readonly event: E;
  readonly actor: Actor;
  readonly subject?: string;
  readonly address?: string;
} & Details<E>;

export type AuditEntry = { readonly [E in AuditEvent]: EntryOf<E> }[AuditEvent];
