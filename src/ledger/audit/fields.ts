// Words to declare an audit event with: the kind and meaning of each of its fields, from which types are derived.
type FieldKind = 'text' | 'number' | 'flag' | 'texts';
export type Field = { readonly kind: FieldKind; readonly optional: boolean; readonly meaning: string };
type Of<K extends FieldKind, O extends boolean> = {
  readonly kind: K;
  readonly optional: O;
  readonly meaning: string;
};

export const text = (meaning: string): Of<'text', false> => ({ kind: 'text', optional: false, meaning });
export const number = (meaning: string): Of<'number', false> => ({ kind: 'number', optional: false, meaning });
export const flag = (meaning: string): Of<'flag', false> => ({ kind: 'flag', optional: false, meaning });
export const texts = (meaning: string): Of<'texts', false> => ({ kind: 'texts', optional: false, meaning });
/** A field that an entry may leave out. */
export const optional = <K extends FieldKind>(field: Of<K, boolean>): Of<K, true> => ({ ...field, optional: true });

/** What the subject of an entry is; "none" has no subject. */
export const subjectKinds = [
  'none',
  'person',
  'organisation',
  'invitation',
  'session',
  'passkey',
  'finding',
  'view',
  'watchlist',
  'alert',
  'source',
  'purpose',
  'detector',
  'run',
  'erasure',
  'backup',
  'audit',
  'ledger',
  'election',
  'return',
  'release',
] as const;
type SubjectKind = (typeof subjectKinds)[number];

type Fields = Readonly<Record<string, Field>>;
export type EventDeclaration<F extends Fields = Fields> = {
  /** Version of Pollwarden that wrote it first. */
  readonly since: string;
  readonly subject: SubjectKind;
  readonly meaning: string;
  readonly fields: F;
};

export const event = <F extends Fields>(
  since: string,
  subject: SubjectKind,
  meaning: string,
  fields: F,
): EventDeclaration<F> => ({ since, subject, meaning, fields });

type Values = { text: string; number: number; flag: boolean; texts: readonly string[] };
type ValueOf<F extends Field> = Values[F['kind']];
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K]['optional'] extends true ? K : never }[keyof F];

/** The details of an entry, from the fields of its event. */
export type DetailsOf<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]>;
} & { readonly [K in OptionalKeys<F>]?: ValueOf<F[K]> };
