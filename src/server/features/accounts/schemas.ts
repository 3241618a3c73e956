// Schemas of signing in, of one's own account, and of people, organisations and invitations.
import { z } from 'zod';
import { organisationKinds } from '../../../accounts/organisation.ts';
import { roles } from '../../../accounts/roles.ts';

const id = z.string().min(1).max(64);
/** Milliseconds since 1970 UTC. */
const time = z.int();
/** Control characters and characters that turn text around are refused: names are shown beside others' names. */
const name = (most: number): z.ZodType<string, string> =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069]*$/u, 'holds characters that cannot be shown');
const role = z.enum(roles);
const kind = z.enum(organisationKinds);
/** Rules of new passwords are checked with named reasons; here only the size. */
const password = z.string().min(1).max(1000);
const token = z.string().min(20).max(200);
const email = z.string().trim().min(3).max(254);
/** A credential as the browser's API answers it: checked by the library of passkeys. */
const credential = z.looseObject({ id: z.string().min(1).max(2000), type: z.literal('public-key') });

export const done = z.object({ done: z.literal(true) });
export const idParams = z.object({ id });

export const secondFactors = ['totp', 'recoveryCode', 'passkey'] as const;

// GET /session
export const sessionAnswer = z.object({
  space: z.enum(['real', 'demonstration']),
  /** Nobody has set up this space yet: the one-time link in the server's output does. */
  setupNeeded: z.boolean(),
  signedIn: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      role,
      organisationId: z.string(),
      organisation: z.string(),
      expiresAt: time,
    })
    .nullable(),
  /** The password was right; one of these is asked for next. */
  secondFactorNeeded: z.array(z.enum(secondFactors)).optional(),
  profile: z.enum(['guard', 'csirt', 'platform', 'results', 'demo']),
  /** The parts of the console that this profile has. */
  features: z.array(z.string()),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

// Signing in
export const passwordBody = z.object({ email, password });
export const codeBody = z.object({ code: z.string().trim().min(6).max(40) });
export const passkeyBody = z.object({ response: credential });
export const signInAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signedIn') }),
  z.object({ state: z.literal('secondFactorNeeded'), methods: z.array(z.enum(secondFactors)) }),
]);
export type SignInAnswer = z.infer<typeof signInAnswer>;
/** Goes as it is into startAuthentication or startRegistration of @simplewebauthn/browser, as `optionsJSON`. */
export const passkeyOptions = z.object({ options: z.looseObject({ challenge: z.string() }) });

export const setupBody = z.object({
  token,
  organisation: z.object({ name: name(120), kind }),
  name: name(80),
  email,
  password,
});
/** Links carry their token after #, which never reaches a server's log: /set-up#T, /invitation#T, /recovery#T. */
export const tokenBody = z.object({ token });
export const invitationPreview = z.object({
  email: z.string(),
  role,
  organisation: z.string(),
  expiresAt: time,
});
export const acceptInvitationBody = z.object({ token, name: name(80), password });
export const acceptRecoveryBody = z.object({ token, password });

// One's own account
export const passkeyItem = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: time,
  usedAt: time.optional(),
});
/** The id of a passkey is its maker's, and longer than ours. */
export const passkeyIdParams = z.object({ id: z.string().min(1).max(1400) });
export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  organisation: z.string(),
  hasPassword: z.boolean(),
  totp: z.boolean(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(passkeyItem),
});
export type Me = z.infer<typeof me>;
export const changePasswordBody = z.object({ current: password, password });
/** Changing how one signs in asks for the password again, unless one signed in less than ten minutes ago. */
export const confirmBody = z.object({ password: password.optional() }).nullish();
/** `uri` is for the QR code, `secret` for typing; in effect only once confirmed with a code. */
export const totpOffer = z.object({ secret: z.string(), uri: z.string() });
/** Shown once, never again. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export const addPasskeyBody = z.object({ name: name(60), response: credential });
export const ownSessions = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      device: z.string(),
      network: z.string(),
      method: z.string(),
      createdAt: time,
      seenAt: time,
      expiresAt: time,
      current: z.boolean(),
    }),
  ),
});
export type OwnSessions = z.infer<typeof ownSessions>;

// People, organisations, invitations
const page = { q: z.string().max(500).optional(), cursor: z.string().max(500).optional() };
export const listQuery = z.object({
  ...page,
  sort: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const listOf = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    matching: z.int(),
    /** True where `matching` was not counted to its end. */
    atLeast: z.boolean(),
    all: z.int(),
    next: z.string().optional(),
  });

export const colleagues = z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), role })) });

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  organisationId: z.string(),
  organisation: z.string(),
  restricted: z.boolean(),
  /** Whether a second factor or a passkey is set up. */
  secondFactor: z.boolean(),
  createdAt: time,
  signedInAt: time.optional(),
});
export type Person = z.infer<typeof person>;
export const peoplePage = listOf(person);
export const changePersonBody = z
  .object({ name: name(80), role, organisationId: id, restricted: z.boolean() })
  .partial()
  .refine((body) => Object.keys(body).length > 0, { error: 'changes nothing' });
/** The link is in this answer once; only its hash is kept. */
export const linkAnswer = z.object({ link: z.string(), expiresAt: time });

export const organisation = z.object({ id: z.string(), name: z.string(), kind, people: z.int(), createdAt: time });
export type Organisation = z.infer<typeof organisation>;
export const organisationsPage = listOf(organisation);
export const organisationBody = z.object({ name: name(120), kind });
export const changeOrganisationBody = organisationBody
  .partial()
  .refine((body) => Object.keys(body).length > 0, { error: 'changes nothing' });

export const invitationStates = ['open', 'accepted', 'withdrawn', 'expired'] as const;
export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  organisationId: z.string(),
  organisation: z.string(),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  state: z.enum(invitationStates),
});
export type Invitation = z.infer<typeof invitation>;
export const invitationsPage = listOf(invitation);
export const inviteBody = z.object({ email, role, organisationId: id });
export const inviteAnswer = z.object({ invitation, link: z.string() });
