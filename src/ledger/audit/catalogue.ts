// Every event of the audit trail, one line each: the types of entries and docs/audit-events.md come from here.
// An event is never renamed or removed, and a field keeps its meaning: old entries must stay readable.
import { peopleEvents } from './catalogue-people.ts';
import { callBackEvents } from './catalogue-call-backs.ts';
import { resultsEvents } from './catalogue-results.ts';
import { event, flag, number, optional, text, texts } from './fields.ts';

export const auditEvents = {
  // Ledger and audit trail
  'ledger.created': event('0.2.0', 'ledger', 'The ledger was created; the audit trail begins', {
    migration: number('Number of its newest migration'),
  }),
  'ledger.migrated': event('0.2.0', 'ledger', 'The ledger was brought to a newer form', {
    from: number('Migration before'),
    to: number('Migration after'),
    backup: text('Name of the backup made before'),
  }),
  'audit.exported': event('0.2.0', 'audit', 'The audit trail was exported', {
    format: text('csv or jsonl'),
    query: text('The filter, empty for all'),
    entries: number('Entries that matched; of a filter 10,000 stands for as many or more'),
    head: text('Hash of the newest entry at that time'),
  }),
  'audit.verified': event('0.2.0', 'audit', 'The chain of the audit trail was recomputed', {
    intact: flag('Whether the chain holds'),
    entries: number('Entries read'),
    firstBroken: optional(number('Sequence of the first entry that does not hold')),
  }),

  ...peopleEvents,

  ...resultsEvents,
  ...callBackEvents,

  // Alerts
  'alert.made': event('0.2.0', 'alert', 'A person is to be told of a finding', {
    finding: text('Id of the finding'),
    person: text('Id of the person'),
    severity: text('Severity of the finding'),
    reasons: texts('rule, duty, escalation'),
    state: text('open, held (quiet hours) or batched (waits for the digest)'),
  }),
  'alert.raised': event('0.2.0', 'alert', 'A finding became more severe and its alert is open again', {
    finding: text('Id of the finding'),
    severity: text('Severity now'),
  }),
  'alert.sent': event('0.2.0', 'alert', 'A message left: the receiving server took it', {
    person: text('Id of the person'),
    channel: text('mail or webhook'),
    kind: text('alert, raised, digest or test'),
    alerts: number('Alerts in it'),
    attempts: number('Attempts it took'),
    message: text('Message-ID; subject is the delivery'),
  }),
  'alert.givenUp': event('0.2.0', 'alert', 'A message could not be sent and is not tried again', {
    person: text('Id of the person'),
    channel: text('mail or webhook'),
    attempts: number('Attempts made'),
    problem: text('Why the last one failed'),
  }),
  'alert.acknowledged': event('0.2.0', 'alert', 'An alert was acknowledged; its escalation ended', {
    finding: text('Id of the finding'),
    person: text('Id of the person who was told'),
    via: text('console, mail or operator'),
  }),
  'alert.closed': event('0.2.0', 'finding', 'The alerts of a finding were closed: it was dismissed or lapsed', {
    alerts: number('Alerts closed'),
  }),
  'alert.escalated': event('0.2.0', 'finding', 'A finding went to the next level of the duty', {
    level: text('first, second, administrators or nobody'),
    told: texts('Ids of the persons told'),
    reason: text('Why'),
  }),
  'alerts.settingsChanged': event('0.2.0', 'person', 'A person changed what alerts reach them, and how', {
    enabled: flag('Told of findings above the own threshold'),
    severityAtLeast: text('The threshold'),
    query: text('The filter, empty for all'),
    mail: flag('By mail'),
    quietHours: text('Local times, empty for none'),
  }),
  'alerts.webhookAdded': event('0.2.0', 'person', 'A person added a webhook', { host: text('Host it goes to') }),
  'alerts.webhookRemoved': event('0.2.0', 'person', 'A person removed a webhook', { host: text('Host it went to') }),
  'alerts.tested': event('0.2.0', 'person', 'A test message was asked for', { channel: text('mail or webhook') }),
  'rota.changed': event('0.2.0', 'none', 'The duty rota was changed', {
    version: number('Its version after'),
    enabled: flag('Whether the duty is told of findings'),
    shifts: number('Shifts with a person'),
    overrides: number('Overrides'),
  }),

  // Findings, saved views, watchlists, calendar
  'finding.added': event('0.2.0', 'finding', 'A detector found something that no open finding holds', {
    standing: text('provisional, calibrated or notCalibrated'),
    severity: text('Severity'),
    accounts: number('Accounts'),
    evidence: text('SHA-256 of the evidence'),
  }),
  'finding.revised': event('0.2.0', 'finding', 'The evidence of a finding was replaced by newer evidence', {
    revision: number('Its revision after'),
    standing: text('provisional, calibrated or notCalibrated'),
    severity: text('Severity'),
    accounts: number('Accounts'),
    evidence: text('SHA-256 of the evidence'),
  }),
  'finding.seenAgain': event('0.2.0', 'finding', 'A calibrated finding went on; its evidence is as it was', {
    lastSeen: text('When it was seen last, UTC'),
  }),
  'finding.lapsed': event('0.2.0', 'finding', 'The close of a pane did not uphold a provisional finding', {}),
  'finding.stateChanged': event('0.2.0', 'finding', 'A person changed what is made of a finding', {
    from: text('State before'),
    to: text('State after'),
    reason: text('Why, empty where none is needed'),
  }),
  'finding.assigned': event('0.2.0', 'finding', 'A finding was assigned or given back', {
    from: text('Id of the person before, empty for nobody'),
    to: text('Id of the person after, empty for nobody'),
  }),
  'finding.noted': event('0.2.0', 'finding', 'A note was added', { note: text('Id of the note') }),
  'finding.exported': event('0.2.0', 'finding', 'A finding was exported with its evidence', {
    format: text('edges-csv, graphml or json'),
    entries: number('Edges or objects written'),
  }),
  'finding.erased': event('0.2.0', 'finding', 'An erased account was taken out of the evidence of a finding', {
    revisions: number('Revisions rewritten'),
  }),
  'findings.exported': event('0.2.0', 'none', 'Findings were exported', {
    format: text('csv or jsonl'),
    query: text('The filter, empty for all'),
    entries: number('Findings written'),
  }),
  'view.saved': event('0.2.0', 'view', 'A view of a list was saved', {
    name: text('Its name'),
    page: text('The list'),
    shared: flag('Whether the space sees it'),
  }),
  'view.removed': event('0.2.0', 'view', 'A saved view was removed', { name: text('Its name') }),
  'watchlist.created': event('0.2.0', 'watchlist', 'A watchlist was added', {
    kind: text('officialName, account or topic'),
    name: text('Its name'),
    items: number('Items'),
  }),
  'watchlist.changed': event('0.2.0', 'watchlist', 'A watchlist was replaced', {
    kind: text('officialName, account or topic'),
    name: text('Its name'),
    items: number('Items'),
  }),
  'watchlist.removed': event('0.2.0', 'watchlist', 'A watchlist was removed', { name: text('Its name') }),
  'calendar.changed': event('0.2.0', 'none', 'The election calendar was replaced', {
    elections: texts('Names of the elections'),
    phases: number('Phases with dates'),
  }),

  // Sources of posts and the lake
  'purpose.recorded': event('0.2.0', 'purpose', 'A purpose record was set down', {
    controller: text('Who is responsible'),
    purpose: text('What for'),
    ground: text('Articles 6 and 9 GDPR, and the law'),
    endDate: text('Its last day'),
    retentionDays: number('Days that rows are kept'),
  }),
  'source.added': event('0.2.0', 'source', 'A source of posts was added', {
    kind: text('jetstream, mastodon or http'),
    name: text('Its name'),
    address: text('Where it connects to'),
    purpose: text('Id of the purpose record'),
  }),
  'source.started': event('0.2.0', 'source', 'A source of posts was started', {
    purpose: text('Id of the purpose record'),
  }),
  'source.stopped': event('0.2.0', 'source', 'A source of posts was stopped', {
    reason: text('person, purposeEnded or failed'),
    detail: optional(text('Why, in words')),
    posts: number('Posts stored since its start'),
  }),
  'source.gap': event('0.2.0', 'source', 'Part of a stream could not be had any more', {
    from: text('Begin of what is missing, UTC'),
    to: text('Its end, UTC'),
    reason: text('Why'),
  }),
  'source.removed': event('0.2.0', 'source', 'A source of posts was removed', { name: text('Its name') }),
  'rejected.revealed': event('0.2.0', 'run', 'Rejected rows were opened; they hold the input as it came', {
    rows: number('Rows shown'),
    from: number('Number of the first row shown'),
  }),
  'lake.erasing': event('0.2.0', 'none', 'An erasure was asked for and begins; one without an end was cut off', {
    filter: text('account, account of one platform, or before a day; never the account itself'),
  }),
  'lake.evidenceErased': event('0.2.0', 'erasure', 'An erasure that had been cut off was finished in the findings', {
    filter: text('account, account of one platform, or before a day; never the account itself'),
    findings: number('Findings whose evidence lost something'),
  }),
  'lake.erased': event('0.2.0', 'erasure', 'Rows were erased from the lake on request', {
    filter: text('account, account of one platform, or before a day; never the account itself'),
    rows: number('Rows removed'),
    rejected: number('Rejected rows removed'),
    findings: number('Findings whose evidence lost something'),
  }),
  'lake.expired': event('0.2.0', 'none', 'Retention was applied', {
    runs: number('Runs whose rows were removed'),
    rows: number('Rows removed'),
    rejectedFiles: number('Files of rejected rows removed'),
  }),

  // Detectors
  'detector.changed': event('0.2.0', 'detector', 'Parameters or the schedule of a detector were changed', {
    parameters: text('The parameters that are not at their default, as JSON'),
    everyHours: number('Hours between runs by schedule; 0 where there are none'),
    lookBackDays: number('Days that a run by schedule looks at'),
  }),
  'detector.runAsked': event('0.2.0', 'run', 'A run of a detector over the lake was asked for', {
    detector: text('Name of the detector'),
    from: text('Begin of the time that it looks at, UTC'),
    to: text('Its end, UTC'),
  }),
  'detector.runEnded': event('0.2.0', 'run', 'A run of a detector ended', {
    detector: text('Name of the detector'),
    cause: text('person, schedule or pane'),
    state: text('finished, failed or interrupted'),
    added: number('Findings that are new'),
    changed: number('Findings that changed'),
  }),

  // Operations
  'backup.made': event('0.2.0', 'backup', 'A backup was made and read again', {
    bytes: number('Its size'),
    madeBy: text('schedule, person, command or beforeRestore'),
    encrypted: flag('Whether it is sealed with a passphrase'),
    withKeys: flag('Whether the keys of the data folder are in it'),
  }),
  'backup.failed': event('0.2.0', 'none', 'A backup could not be made', { code: text('Why, as a code') }),
  'backup.downloaded': event('0.2.0', 'backup', 'A backup was downloaded', { bytes: number('Its size') }),
  'backup.deleted': event('0.2.0', 'backup', 'A backup was deleted', {}),
  'restore.staged': event('0.2.0', 'backup', 'A backup was verified and put ready to take the place of the data', {
    createdAt: text('When the backup was made, UTC'),
  }),
  'restore.withdrawn': event('0.2.0', 'backup', 'A restore that was put ready was withdrawn', {}),
  'restore.done': event('0.2.0', 'backup', 'The data of this space was replaced by a backup; every session was ended', {
    createdAt: text('When the backup was made, UTC'),
    formerSequence: number('Entries of the audit trail that was replaced; 0 where it could not be read'),
    formerHead: text('Hash of its last entry, empty where it could not be read'),
    rowsErasedAgain: number('Rows of the lake that were erased or expired after the backup, and went again'),
  }),
  'restore.personDiffers': event('0.2.0', 'person', 'After a restore a person has another role or other credentials', {
    roleBefore: text('Role in the ledger that was replaced'),
    credentials: texts('Those that are otherwise than there: password, one-time codes, passkeys'),
  }),
  'server.restartAsked': event('0.2.0', 'none', 'A restart of the server was asked for', {}),
  'standby.promoted': event('0.2.0', 'none', 'A standby took over from the node that sent to it', {
    stateOf: text('Time of the state it took over, UTC'),
  }),
} as const;
