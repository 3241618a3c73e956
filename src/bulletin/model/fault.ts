// What a check of a bulletin may find: closed codes, with where, so that a page can say it in words. Browser-safe.

export const bulletinFaults = {
  WORDS_DIFFER: 'The fingerprint is not the one that was published before polling',
  POINTER_MALFORMED: 'The pointer to the newest bulletin cannot be read',
  CHECKPOINT_REFUSED: 'The checkpoint is not signed as the opening says',
  ROLLED_BACK: 'An older state than one that was seen before',
  SPLIT_VIEW: 'Two states of the log that cannot both be true',
  FILE_MISSING: 'A file is missing',
  FILE_DAMAGED: 'A file is not the one that was published',
  ENTRY_DAMAGED: 'An entry is not the one that the log committed to',
  ENTRY_MALFORMED: 'An entry is not in the form that was agreed',
  ENTRY_ORDER: 'An entry stands where it may not',
  COMMITMENT_BROKEN: 'A return is not the one that was committed to',
  SIGNATURE_INVALID: 'A return is not signed by two holders of its centre',
  FIGURE_DIFFERS: 'A figure is not the one that was signed',
  TOTAL_DIFFERS: 'The total shown is not the sum of the returns',
} as const;
export type BulletinFaultCode = keyof typeof bulletinFaults;

export type BulletinFault = {
  readonly code: BulletinFaultCode;
  readonly detail: string;
  /** Path of the file, where one is concerned. */
  readonly file?: string;
  /** Place of the entry, and of whom it is. */
  readonly entry?: number;
  readonly contest?: string;
  readonly unit?: string;
  /** Key of the figure, what is shown, what was committed to. */
  readonly field?: string;
  readonly shown?: number | string;
  readonly committed?: number | string;
};
