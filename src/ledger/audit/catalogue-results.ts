// Events of the audit trail about elections and their results.
import { event, number, text } from './fields.ts';

const version = {
  version: number('Version of the definition'),
  hash: text('SHA-256 of the canonical definition'),
  reason: text('Why'),
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
} as const;
