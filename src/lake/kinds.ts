// The kinds of events, declared in this one place: columns with types and units, protection, retention, identity.

/** "text": UTF-8. "micros": integer microseconds since 1970-01-01T00:00:00Z. "integer": a safe integer. */
export type ColumnType = 'text' | 'micros' | 'integer' | 'bytes';

/**
 * How a column keeps people out of the lake. "plain": holds no identifier by its nature. "pseudonym": a keyed hash
 * stands for each identifier. "cleaned": readable, with its account-bearing parts replaced by pseudonyms.
 * "keyed": numbers or bytes made with a key, of no use without it.
 */
export type Protection = 'plain' | 'pseudonym' | 'cleaned' | 'keyed';

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
  readonly protection: Protection;
  readonly optional?: boolean;
  /** Takes part in the identity of a row but is not kept. */
  readonly transient?: boolean;
};

export type EventKind = {
  /** Lower-case letters; also the name of the folder. */
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly Column[];
  /** Columns whose values together are the identity of a row; a second row of the same identity is not added. */
  readonly identity: readonly string[];
  /** Days after ingest at which rows are deleted at the latest; a purpose record may ask for fewer. */
  readonly retentionDays: number;
};

/** Columns that every kind has: when it happened, and the run that brought it. */
const common: readonly Column[] = [
  { name: 'time', type: 'micros', meaning: 'when it happened, µs since 1970 UTC', protection: 'plain' },
  { name: 'source', type: 'text', meaning: 'fingerprint of the source, keyed', protection: 'keyed' },
  { name: 'run', type: 'text', meaning: 'the ingest run that added the row', protection: 'plain' },
];

/** One action of one post on one object of one layer. */
export const shareKind: EventKind = {
  name: 'share',
  meaning: 'one post acting on one object: a repost, a link, a hashtag, a text, a reply, a mention',
  columns: [
    ...common,
    {
      name: 'platform',
      type: 'text',
      meaning: 'where it was posted; a name that is not known is a pseudonym',
      protection: 'cleaned',
    },
    { name: 'post', type: 'text', meaning: 'the post', protection: 'pseudonym' },
    { name: 'account', type: 'text', meaning: 'who posted', protection: 'pseudonym' },
    { name: 'layer', type: 'text', meaning: 'kind of object', protection: 'plain' },
    { name: 'object', type: 'text', meaning: 'the object that is shared', protection: 'cleaned' },
    {
      name: 'shingles',
      type: 'bytes',
      meaning: 'layer text only: keyed 32-bit hashes of word shingles, little-endian',
      protection: 'keyed',
      optional: true,
    },
    {
      name: 'object_key',
      type: 'text',
      meaning: 'keyed hash of the object as it came, so that a row is known again',
      protection: 'keyed',
      transient: true,
    },
  ],
  identity: ['platform', 'post', 'layer', 'object_key'],
  retentionDays: 180,
};

export const eventKinds: readonly EventKind[] = [shareKind];

export const storedColumns = (kind: EventKind): readonly Column[] => kind.columns.filter((c) => c.transient !== true);
