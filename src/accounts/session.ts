// Who is acting: what every handler gets about a signed-in person.
import type { Role } from './roles.ts';

export type Session = {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisation: string;
  /** Milliseconds since 1970 UTC. */
  readonly expiresAt: number;
};
