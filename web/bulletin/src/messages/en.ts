// Every text of the page. Other languages are files of the same keys, each loaded as a script of its own. {x} is filled in.

/** Shown in this wording everywhere: a translation that nobody has reviewed may not change what they say. */
export const legal = {
  preliminary:
    'These are preliminary figures, as released by the electoral authority. The certified result is the one that the authority declares.',
} as const;

export const en = {
  skip: 'Skip to the figures',
  language: 'Language',
  machine:
    'This translation was made by a machine and has not yet been reviewed by a person. The English text counts, and stands where a translation is missing.',
  bulletin: 'Bulletin {n} of {at}',
  polling: 'Polling day {day}',
  home: 'Result',
  newer: 'A newer bulletin is there.',
  showNewer: 'Show it',
  loading: 'Reading the bulletin …',
  failed: 'The bulletin cannot be read here.',
  retry: 'Try again',
  back: 'Back',
  close: 'Close',

  // How far this copy can be believed.
  trust: 'Can this page be believed?',
  cannotProve:
    'This copy cannot prove itself. Compare these sixteen words with those in the gazette or on the poster at your polling station, or use a verifier from an independent body.',
  words: 'Sixteen words of this election',
  wordsTyped: 'Type or paste the words from the poster (or their numbers)',
  compare: 'Compare',
  wordsSame: 'They are the same: all sixteen words.',
  wordsDiffer: 'They differ at word {k}: this page says “{shown}”, you typed “{typed}”. Do not rely on this page.',
  wordsUnread: 'These are not sixteen words of the list. Word {k} is not in it, or there are too few or too many.',
  wordsCount: 'It takes all sixteen words; you typed {n}.',
  noWitness: 'No independent witness has signed. Only whoever publishes this vouches that everybody is shown the same.',
  witnesses: 'Independent witnesses who have seen the same state',
  witnessAt: '{name}, {at}',
  age: 'This state is {age} old, by {by}.',
  byWitness: 'the time of its witnesses',
  byPublisher: 'what its publisher says',
  old: 'There may be a newer one: this copy has not been renewed for long.',
  entries: 'The log holds {n} entries.',
  quickOk:
    'Checked on your device: the log’s signature, the witnesses that it asks for, and that this bulletin stands in the log.',
  quickBad: 'A check on your device has failed. Do not rely on this page; tell the electoral authority or an observer.',
  remembered: 'This device remembers the state of {at}, and this one goes on from it.',
  rolledBack: 'OLDER than what this device was shown before. Somebody may be hiding newer figures.',
  splitView:
    'This state CONTRADICTS one that this device was shown before. Both are signed: save them and give them to an observer.',
  saveStates: 'Save both signed states',
  later:
    'Keys, names or rules here came after the sixteen words, which do not cover them. Compare them with what was announced.',
  mirrorUsed:
    'The main address did not answer or was damaged. These figures come from the copy {host}; they are checked in the same way.',
  mirrors: 'Other copies of this bulletin',
  notice: 'Notice of the electoral authority',
  noticeUnsigned: 'This copy shows a notice that the electoral authority did not sign. It is not shown.',
  tryVerifier: 'How to check without this page',
  tryVerifierHelp:
    'Take a verifier from an observer, a university or a newspaper, not from here. Its fingerprint is fixed in the log: {hash}',

  // Figures.
  embargo:
    'No figures before {at}. Until then only commitments are public: what centres have counted can no longer be changed unseen.',
  option: 'List or candidate',
  votes: 'Votes',
  share: 'Share',
  seats: 'Seats',
  seatsOpen: 'Seats are not shown: a lot decides, or too little is counted.',
  turnout: 'Turnout',
  turnoutOf: '{cast} of {registered} entitled to vote, in {n} units',
  counted: 'Counted',
  reported: 'Reported',
  countedOf: '{n} of {m} units',
  without:
    'Units that cannot be verified: {k}. With them {n} of {m} units are counted, without them {w}. Small figures: without them.',
  byLog: 'Added up again on your device from the signed returns.',
  byCopy: 'As published. “Check everything” adds it up again on your device.',
  otherFigures: 'Other figures of the form',
  areas: 'Areas',
  area: 'Area',
  unit: 'Counting unit',
  units: 'Counting units',
  find: 'Find a place or a polling station',
  noneFound: 'Nothing has that in its name.',
  awaited: 'Awaited',
  mostAwaited: 'Most awaited first',
  byName: 'By name',
  at: 'Came in',
  mapHelp: 'One tile for each; arrow keys move, Enter opens. The table below says the same.',
  open: 'Open',

  // Standing of a unit.
  signed: 'Signed by its count centre',
  differs: 'The copy differs; the signed figures count',
  unverified: 'Not verified: no valid signed return',
  stated: 'Stated by headquarters alone, not signed by the centre',
  merged: 'Counted together with others, to keep votes secret',
  committed: 'Reported and committed to; its figures are not released yet',
  standing: 'Standing',
  together: 'Together with: {units}',

  // One unit.
  figures: 'Figures',
  figure: 'Figure',
  published: 'Published',
  signedFigure: 'Signed',
  paper: 'Paper',
  same: 'same',
  different: 'differs by {d}',
  qr: 'The paper at the door carries signed codes: scan them and compare.',
  handwritten: 'The paper at the door is written by hand: type its totals and compare.',
  none: 'No paper is posted for this unit. There is nothing to compare with.',
  publicCode: 'Public code',
  unitChecking: 'Checking on your device …',
  unitOk:
    'Checked on your device: the log holds this return, {n} holders of {centre} have signed it, and the figures are theirs.',
  unitStated:
    'Checked on your device: the log holds the record of headquarters. Nobody at the centre has signed these figures, so they cannot be checked further.',
  unitUnverified:
    'Checked on your device: the record names a signed return, and the log holds no valid one. These figures cannot be checked; the total is shown with and without them.',
  unitDiffers: 'The record of headquarters has other figures than the centre signed. The signed ones count:',
  unitAwaited: 'There are no figures yet.',
  unitBad: 'The check found:',
  proof: 'Proof for this unit (.tlog-proof)',
  inLog: 'Entry {n} of the log',
  checkPaper: 'Compare with the paper',

  // Check everything.
  checkAll: 'Check everything',
  checkAllHelp:
    'Reads the whole log, checks every signature, adds up the total again and compares every file. It is done on your device.',
  start: 'Start',
  stop: 'Stop',
  stage: '{stage}: {n} of {m}',
  stageEntries: 'Entries',
  stageSignatures: 'Signatures',
  stageTotal: 'Total',
  stageFiles: 'Files',
  allOk: 'No fault found in {entries} entries, {returns} signed returns, {files} files, and the total that they give.',
  someBad: 'Faults found: {n}. The total shown is that of the log, not of the damaged copy.',
  faultAt: 'shown {shown}, signed {committed}',
  noFurther: 'What this cannot show: whether the centres counted rightly, and whether this page itself was changed.',
  fileOf: 'File',
  filesUnread:
    'Of {n} files nothing can be said here: a page that was opened from a file cannot read them. Check them over the network, or with a verifier.',
  saveReport: 'Save the report',

  // Paper against page.
  paperTitle: 'Compare a paper with this page',
  paperHelp: 'Everything stays on your device: no photo and no figure is sent anywhere.',
  photoTake: 'Take a photo of the codes',
  photoChoose: 'Choose photos',
  photoHelp: 'Take a photo of the QR codes on the paper, sharp and straight from the front. Several photos are fine.',
  photoNone: 'No code could be read in {name}. Go closer, avoid shadow, or photograph one code at a time.',
  photoLarge: '{name} is too large or no picture.',
  partsMissing: 'Part {parts} of {of} is still missing. Add a photo of it.',
  code: 'Public code or text of the codes',
  codeHelp: 'The code of 17 characters below “public code”, or lines that begin with PW1.',
  codeBad: 'This code was not read rightly: one of its characters is wrong. Type it again.',
  codeLength: 'A public code has 17 characters; this has {n}.',
  codeUnknown:
    'No published return has this code. The paper may have been corrected, its figures may not be published yet, or something is wrong. Look up the unit and compare.',
  codeSearching: 'Looking through the areas: {n} of {m}',
  codeFound:
    'The published return with this code is shown below. A code proves nothing by itself: compare each number with the paper, with your own eyes.',
  totals: 'Type the totals of a paper written by hand',
  totalsHelp: 'Choose the unit, then type what the paper says. Leave empty what you cannot read.',
  onPaper: 'On the paper',
  inCodes: 'In the paper’s codes',
  compareEye:
    'Still to do: compare the numbers printed on the paper with the first column. The codes could hold other numbers than the print.',
  paperSame:
    'The codes on the paper hold {n} figures, signed by {signers} holders of {centre}. All are the same as the published ones.',
  paperDiffers:
    'The codes on the paper hold {n} figures, signed by {signers} holders of {centre}. Different from the published ones: {k}.',
  paperReplaced: 'The centre has replaced this paper by a later one. Reason given: {reason}',
  paperUnsigned: 'The codes on this paper are not signed by two holders of its centre ({why}). They prove nothing.',
  paperOther: 'This paper is of another election or another version of it.',
  paperUnpublished: 'The paper’s codes are signed, but there are no published figures of this unit to compare with.',
  typedSame: 'You typed {n} of {m} figures. All {n} are the same as the published ones.',
  typedDiffers: 'You typed {n} of {m} figures. Different from the published ones: {k}.',
  tellObserver: 'Keep a photo of the paper, and tell an observer or the electoral authority.',

  downloads: 'Downloads',
  downloadsHelp: 'Every figure in open formats, and the whole log.',
  print: 'Print',
} as const;

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;

/** What a language file holds. */
export type LanguageFile = {
  /** True once a person who speaks it has read every text. */
  readonly reviewed: boolean;
  /** Those that are translated; English stands for the others. */
  readonly messages: Partial<Messages>;
};
