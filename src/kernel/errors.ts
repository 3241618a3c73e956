// Expected failures: one closed code per failure, shared by API, screen, CLI and audit trail.
export const errorTexts = {
  USAGE: 'The command cannot run as it was called',
  FILE_NOT_FOUND: 'There is no such file',
  FILE_IS_DIRECTORY: 'A file is needed and this is a directory',
  FILE_UNREADABLE: 'The file cannot be read',
  FILE_UNWRITABLE: 'The file cannot be written',
  COMPRESSION_BROKEN: 'The compressed data is truncated or damaged',
  ENCODING_INVALID: 'The text is not valid UTF-8',
  FORMAT_UNKNOWN: 'The format could not be recognised',
  COLUMN_MISSING: 'A column that is needed is missing',
  ROW_MALFORMED: 'The row cannot be read',
  LINE_TOO_LONG: 'The line is longer than the limit',
  JSON_TOO_DEEP: 'The JSON is nested deeper than the limit',
  TIME_INVALID: 'The time cannot be read',
  TIME_UNITS_MIXED: 'The column mixes units of time',
  VALUE_MISSING: 'A value that is needed is empty',
  DECLARED_INVALID: 'The list of declared networks is not valid',
  PURPOSE_MISSING: 'A source of posts needs a purpose record',
  PURPOSE_INVALID: 'The purpose record is not valid',
  PURPOSE_ENDED: 'The purpose record has ended',
  SOURCE_ADDRESS_CLOSED: 'A source may not connect to this address',
  SOURCE_FAILED: 'The source cannot be followed',
  SOURCE_BUSY: 'The source takes no more for now; send it again later',
  SOURCE_TOKEN_INVALID: 'The token is not the one of this source',
  LIVE_ENDED: 'The live pipeline has ended before it answered',
  LAKE_CORRUPT: 'The lake holds a damaged file',
  LAKE_MISSING: 'There is no lake here',
  LAKE_LOCKED: 'Another process is writing to the lake',
  BACKUP_UNKNOWN: 'This is not a backup of Pollwarden',
  BACKUP_DAMAGED: 'The backup is damaged or incomplete',
  BACKUP_REFUSED: 'The backup holds something that no backup of ours holds',
  BACKUP_LOCKED: 'The passphrase does not open this backup',
  BACKUP_NEWER: 'The backup was made by a later version',
  DATA_IN_USE: 'A running process uses the data folder',
  STANDBY_FENCED: 'The standby has taken over; this node no longer sends to it',
  STANDBY_MISSING: 'The folder holds no complete round of a standby',
  DISK_FULL: 'There is no space left to write',
  LEDGER_LOCKED: 'Another process has this ledger open',
  LEDGER_CORRUPT: 'The ledger is damaged',
  LEDGER_NEWER: 'The ledger was written by a newer version of Pollwarden',
  LEDGER_MISSING: 'There is no ledger here',
  LEDGER_FAILED: 'The ledger could not be written, and takes no more changes until Pollwarden is started again',
  SIGN_IN_FAILED: 'The address or the password is not right',
  CODE_WRONG: 'The code is not right',
  PASSKEY_REFUSED: 'The passkey was not accepted',
  PASSWORD_WEAK: 'The password does not keep the rules',
  PASSWORD_NEEDED: 'Enter your password again to change how you sign in',
  LINK_INVALID: 'The link was used, has expired or never existed',
  LAST_ADMINISTRATOR: 'The last administrator cannot be restricted or given another role',
  OWN_ACCOUNT: 'Another administrator has to do this',
  EMAIL_TAKEN: 'Somebody has an account with this address',
  EMAIL_INVALID: 'This is no mail address',
  NAME_TAKEN: 'There is one of this name',
  NOT_FOUND: 'There is no such thing here',
  STOPPED: 'It was stopped before its end',
  CONFLICT: 'It has changed, or exists already',
  FORBIDDEN: 'Your role does not allow this',
  NOT_SIGNED_IN: 'Nobody is signed in',
  QUERY_INVALID: 'The query cannot be read',
  WATCHLIST_INVALID: 'The watchlist is not valid',
  CALENDAR_INVALID: 'The election calendar is not valid',
  RETURN_INVALID: 'The return is not valid',
  SIGNATURE_INVALID: 'A signature does not hold',
  HOLDERS_MISSING: 'Two holders have to sign',
  KEY_UNKNOWN: 'A key that is not of this centre signed',
  KEY_REVOKED: 'A key that was revoked signed',
  ELECTION_OTHER: 'It belongs to another election',
  DEFINITION_UNKNOWN: 'It was made under a definition that is not known here',
  CODE_INVALID: 'The code cannot be read',
  RELEASE_CALENDAR_INVALID: 'The calendar of polls is not valid',
  RELEASE_POLICY_INVALID: 'The release policy is not valid',
  PACK_INVALID: 'The pack is not valid',
  DEFINITION_INVALID: 'The definition of the election is not valid',
  XML_INVALID: 'The XML cannot be read',
  EML_INVALID: 'The EML_NL file is not valid',
  CDF_INVALID: 'The NIST CDF report is not valid',
  SUM_TOO_LARGE: 'The sum is larger than 2^53-1 and is not given inexactly',
  PRIVACY_REFUSED: 'The counts would disclose how somebody voted, and no law that allows it is recorded',
  INPUT_INVALID: 'Something in the input is not valid',
  JSON_INVALID: 'The JSON cannot be read',
  BODY_TOO_LARGE: 'The request is larger than the limit',
  MEDIA_TYPE_UNSUPPORTED: 'Only application/json is read here',
  REQUEST_FOREIGN: 'The request does not come from this console',
  HOST_UNKNOWN: 'The request names another host',
  TOO_MANY_REQUESTS: 'Too many requests; wait a moment',
  INTERNAL: 'A defect in Pollwarden ended this request; nothing acknowledged is lost',
  NO_ROOM: 'There is as much of this as there may be',
  CONFIG_INVALID: 'The configuration is not valid',
  PORT_IN_USE: 'Another process listens on this port',
} as const;

export type ErrorCode = keyof typeof errorTexts;

/** An expected failure with its place. `file` as the user named it, `line` counted from 1. */
export class PollwardenError extends Error {
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly detail: string | undefined;
  constructor(code: ErrorCode, detail?: string, place: { readonly file?: string; readonly line?: number } = {}) {
    const where = place.file === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
    super(`${where}${code}: ${errorTexts[code]}${detail === undefined ? '' : ` (${detail})`}`);
    this.name = 'PollwardenError';
    this.code = code;
    this.file = place.file;
    this.line = place.line;
    this.detail = detail;
  }
}
