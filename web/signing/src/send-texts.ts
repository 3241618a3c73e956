// Every text about sending, apart from those of the app, so that both can be translated.
export const sendTexts = {
  send: 'Send',
  title: 'Send to headquarters',
  online:
    'This page sends sealed returns to the intake of headquarters and nothing else. All else works without a network.',
  address: 'Intake',
  fingerprint: 'Fingerprint of its receipts',
  fingerprintHelp: 'Compare it with the published one. Only receipts signed with it count.',
  noSealingKey:
    'The definition in this page has no sealing key, so that nothing can be sent. Print the papers, or save the signed files.',
  toSeal: (n: number): string =>
    n === 1 ? '1 signed return is not sealed yet.' : `${n} signed returns are not sealed yet.`,
  nothingSigned: 'No paper of this centre is signed yet.',
  allSealed: 'Every signed return is sealed.',
  sealHelp:
    'One holder seals them with the passphrase. Sealed returns are kept on this machine and sent until their receipts are here.',
  sealAndSend: 'Seal and send',
  sealAs: 'Seal as',
  passphrase: 'Passphrase of holder',
  noKey: 'This machine holds no key of this centre that the definition knows.',
  wrongPassphrase: 'The passphrase is not right.',
  tryNow: 'Try now',
  state: 'State',
  unsealed: 'not sent yet',
  bring: 'Bring it to headquarters',
  signedNotSent: 'Signed, and not sent yet.',
  stateOf: { waiting: 'waiting to be sent', received: 'received', refused: 'refused' },
  receipt: (sequence: number, at: string): string => `receipt ${sequence}, ${at}`,
  saveReceipts: 'Save receipts',
  nobody: (url: string): string => `Nobody answers at ${url}`,
  lastProblem: 'Not sent yet',
  again: (seconds: number): string => `Tried again in ${seconds} s.`,
  otherWays: 'If it cannot be sent, print the paper and save the signed file: both are enough without it.',
  waitingCount: (n: number): string => `${n} waiting`,
} as const;
