// Events of the audit trail about elections and their results.
import { event, flag, number, optional, text, texts } from './fields.ts';

const version = {
  version: number('Version of the definition'),
  hash: text('SHA-256 of the canonical definition'),
  reason: text('Why'),
  by: text('Who, as the record names them'),
};

const note = {
  contest: text('The contest'),
  unit: text('The counting unit'),
  digest: text('SHA-256 of the note'),
  by: text('Who, as the record names them'),
};

const lot = {
  contest: text('The contest'),
  step: number('The step of the allocation that asked for it'),
  drawn: text('Options that were drawn'),
  by: text('Who, as the record names them'),
};

export const resultsEvents = {
  // Definitions
  'election.drafted': event('0.3.0', 'election', 'The definition of an election was imported as a draft', {
    hash: text('SHA-256 of the canonical definition'),
    by: text('Who, as the record names them'),
  }),
  'election.proposed': event('0.3.0', 'election', 'A person asked that the definition be fixed', version),
  'election.fixed': event('0.3.0', 'election', 'A second person approved; this version holds', version),
  'election.refused': event('0.3.0', 'election', 'A second person did not approve', version),
  'election.amendmentProposed': event('0.3.0', 'election', 'A person asked to amend what is fixed', version),
  'election.keyRevoked': event('0.3.0', 'election', 'A key of a count centre was revoked', {
    key: text('Id of the key'),
    centre: text('The centre'),
    reason: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'results.exported': event('0.3.0', 'election', 'A person took counts or results out in a format that others read', {
    format: text('Which format'),
    confirmedOnly: flag('Only units that two channels, or a decision, stand behind'),
    sizeBytes: number('Size of the file'),
    by: text('Who, as the record names them'),
  }),
  // Lots for seats
  'results.lotRecorded': event('0.3.0', 'election', 'A person recorded a lot that was drawn for seats', {
    ...lot,
    how: text('How it was drawn'),
    drawnBy: text('Who drew, as a role'),
    basis: text('SHA-256 over the votes and the rule it was drawn for'),
  }),
  'results.lotConfirmed': event('0.3.0', 'election', 'A second person confirmed a lot; seats follow it', lot),
  'results.lotRefused': event('0.3.0', 'election', 'A lot was not confirmed, or taken back', lot),
  // Returns
  'returns.imported': event('0.3.0', 'election', 'Returns were read from files', {
    channel: text('official, backup or observer'),
    pack: text('The pack they were read with'),
    added: number('Returns that were new on this channel'),
    known: number('Returns that were there already'),
    rejected: number('Rows or files that could not be read'),
    digest: text('SHA-256 over the files read, in their order'),
  }),
  'returns.received': event('0.3.0', 'election', 'A person took signed returns in', {
    channel: text('official, backup or observer'),
    way: text('stick, qr, mail or text'),
    added: number('Returns that were new on this channel'),
    known: number('Returns that were there already'),
    refused: number('Returns that were refused'),
    reasons: text('Codes of the refusals'),
    digest: text('SHA-256 over the texts as they came'),
    by: text('Who, as the record names them'),
  }),
  'returns.intakeRead': event('0.3.0', 'election', 'Sealed returns were read from the folder of intake', {
    added: number('Returns that were new on their channel'),
    known: number('Returns that were there already'),
    refused: number('Envelopes that were refused'),
  }),
  'returns.envelopeRefused': event('0.3.0', 'election', 'A sealed return was refused', {
    envelope: text('SHA-256 of the envelope'),
    centre: text('The centre that it names'),
    code: text('Why, as a code'),
    detail: text('Why, in words'),
  }),
  'returns.refusedReadAgain': event('0.3.0', 'election', 'A person asked to read refused envelopes again', {
    envelopes: number('How many'),
    by: text('Who, as the record names them'),
  }),
  'returns.reconciled': event('0.3.0', 'election', 'The channels of all units were compared', {
    units: number('Units compared'),
    conflicting: number('Units in conflict'),
    changed: number('Units whose state changed'),
  }),
  'returns.unitChanged': event('0.3.0', 'election', 'A unit became another by what came in or was decided', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    from: text('State before'),
    to: text('State after'),
  }),
  'returns.decided': event('0.3.0', 'election', 'A person decided which return of a unit holds', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    hash: text('SHA-256 of the return that holds'),
    ground: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'returns.certificationProposed': event('0.3.0', 'election', 'A person asked to certify or reopen a contest', {
    contest: text('The contest'),
    act: text('certify or reopen'),
    reason: text('Why'),
    digest: text('SHA-256 over the returns that hold'),
    by: text('Who, as the record names them'),
  }),
  'returns.certified': event('0.3.0', 'election', 'A second person certified a contest', {
    contest: text('The contest'),
    digest: text('SHA-256 over the returns that hold'),
    by: text('Who, as the record names them'),
  }),
  'returns.reopened': event('0.3.0', 'election', 'A second person reopened a certified contest', {
    contest: text('The contest'),
    digest: text('SHA-256 over the returns that hold'),
    by: text('Who, as the record names them'),
  }),
  'returns.certificationRefused': event('0.3.0', 'election', 'A person did not approve', {
    contest: text('The contest'),
    act: text('certify or reopen'),
    by: text('Who, as the record names them'),
  }),
  // Release
  'release.policyDrafted': event('0.3.0', 'election', 'A release policy was drafted', {
    version: number('Version of the policy'),
    hash: text('SHA-256 of the canonical policy'),
    by: text('Who, as the record names them'),
  }),
  'release.stepped': event('0.3.0', 'election', 'A person approved, started, held or resumed the release', {
    version: number('Version of the policy'),
    step: text('What the person did'),
    from: text('State before'),
    to: text('State after'),
    reason: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'release.clockProposed': event('0.3.0', 'election', 'The first of two persons said that the clock is right', {
    clock: text('Reading of the clock, ISO in UTC'),
    by: text('Who, as the record names them'),
  }),
  'release.clockConfirmed': event('0.3.0', 'election', 'The second of two persons said that the clock is right', {
    clock: text('Reading of the clock, ISO in UTC'),
    by: text('Who, as the record names them'),
  }),
  'release.clockDoubted': event('0.3.0', 'election', 'The clock showed another time than the time that had passed', {
    doubt: text('restarted, forward or back'),
    clock: text('Reading of the clock, ISO in UTC'),
    drift: number('Milliseconds by which it was ahead; 0 where nobody can say'),
  }),
  'release.clockAgreed': event('0.3.0', 'election', 'The clock agreed again with the time that had passed', {
    doubt: text('What it was in doubt for'),
    clock: text('Reading of the clock, ISO in UTC'),
    drift: number('Milliseconds by which it is ahead'),
  }),
  'release.embargoPassed': event('0.3.0', 'election', 'The embargo instant passed, recorded once', {
    version: number('Version of the policy'),
    embargo: text('The instant, ISO in UTC'),
    clock: text('Reading of the clock, ISO in UTC'),
  }),
  'release.handedOut': event('0.3.0', 'election', 'Released records were written to a file', {
    first: number('Number of its first record'),
    last: number('Number of its last record'),
    sha256: text('SHA-256 of the file'),
  }),
  // The log of an election
  'log.fixed': event('0.4.0', 'election', 'The log of an election was fixed before polling; its sixteen words follow', {
    log: text('Key of the log'),
    definition: text('SHA-256 of the definition that it opens with'),
    words: text('The sixteen words'),
    days: number('Days before polling'),
    by: text('Who, as the record names them'),
  }),
  'log.published': event('0.4.0', 'election', 'A checkpoint of the log of an election was published', {
    size: number('Entries'),
    root: text('Root of the tree, in base64'),
    witnesses: number('Witnesses that signed it'),
  }),
  'log.noticePrepared': event(
    '0.4.0',
    'election',
    'A notice of attack was signed with the key of the log, to be kept',
    {
      sha256: text('SHA-256 of the signed notice'),
      from: text('From when it may be shown'),
      until: text('Until when'),
      by: text('Who, as the record names them'),
    },
  ),
  // Polling day
  'pollingDay.reported': event('0.3.0', 'election', 'A report from a polling station was entered', {
    unit: text('The counting unit'),
    report: text('What was reported'),
    number: number('Number of the report'),
    supersedes: optional(number('Number of the report that it corrects')),
    by: text('Who, as the record names them'),
  }),
  'pollingDay.hoursSet': event('0.3.0', 'election', 'The hours of polling were set', {
    opens: text('Local time'),
    closes: text('Local time'),
    by: text('Who, as the record names them'),
  }),
  // Channels
  'channels.changed': event('0.3.0', 'election', 'What the channels depend on was entered or changed', {
    version: number('Version of the entries'),
    changes: texts('What was added (+) or removed (-)'),
    by: text('Who, as the record names them'),
  }),
  // Plausibility
  'plausibility.calibrated': event('0.3.0', 'election', 'Plausibility was calibrated on a past election', {
    past: text('The election that it was measured on'),
    pack: text('The plausibility pack'),
    by: text('Who, as the record names them'),
  }),
  'plausibility.reviewed': event('0.3.0', 'election', 'A person looked at what plausibility shows of a unit', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    step: text('looked or explained'),
    text: text('What was seen'),
    by: text('Who, as the record names them'),
  }),
  'plausibility.noteProposed': event('0.3.0', 'election', 'A person asked that a note on a unit be released', {
    ...note,
    recipient: text('Who is to receive it'),
    reason: text('Why'),
  }),
  'plausibility.noteReleased': event('0.3.0', 'election', 'A second person released a note on a unit', {
    ...note,
    recipient: text('Who receives it'),
  }),
  'plausibility.noteRefused': event('0.3.0', 'election', 'A note on a unit was not released', {
    ...note,
    reason: text('Why'),
  }),
  'plausibility.noteTaken': event('0.3.0', 'election', 'A released note was downloaded to be sent', note),
} as const;
