// What is wrong with a piece of a log: closed codes, so that a page can say it in words. Nothing here throws on hostile input.

export const tlogFaults = {
  NOTE_MALFORMED: 'This is no signed note',
  KEY_MALFORMED: 'This is no verifier key',
  CHECKPOINT_MALFORMED: 'This is no checkpoint',
  ORIGIN_UNKNOWN: 'The checkpoint is of another log',
  SIGNATURE_INVALID: 'A signature of a known key does not hold',
  SIGNATURE_MISSING: 'No known key of the log signed this',
  QUORUM_MISSING: 'Too few of the witnesses that the policy names have signed',
  POLICY_MALFORMED: 'This is no policy of a log',
  PROOF_MALFORMED: 'This is no proof of inclusion or consistency',
  PROOF_INVALID: 'The proof does not lead to the root of the checkpoint',
  TILE_DAMAGED: 'A tile of the log is not the one the checkpoint commits to',
  ENTRY_DAMAGED: 'An entry of the log is not the one its tile commits to',
  ROLLED_BACK: 'The log holds fewer entries than were signed before',
  SPLIT_VIEW: 'Two checkpoints of one log cannot both be true',
  ENTRY_TOO_LONG: 'An entry holds more than 65,535 bytes',
} as const;
export type TlogFaultCode = keyof typeof tlogFaults;

export type TlogFault = { readonly code: TlogFaultCode; readonly detail: string };
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: TlogFault };

export const holds = <T>(value: T): Checked<T> => ({ ok: true, value });
export const fails = (code: TlogFaultCode, detail: string): { readonly ok: false; readonly fault: TlogFault } => ({
  ok: false,
  fault: { code, detail },
});
