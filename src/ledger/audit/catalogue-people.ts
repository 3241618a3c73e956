// Events of signing in, of people, organisations and invitations: part of the catalogue.
import { event, flag, number, optional, text, texts } from './fields.ts';

export const peopleEvents = {
  // Signing in
  'session.opened': event('0.2.0', 'session', 'A person signed in', {
    method: text('setup, invitation, recovery, password, totp, recoveryCode, passkey or persona'),
    device: text('What the browser says it is'),
  }),
  'session.refused': event(
    '0.2.0',
    'person',
    'A sign-in was refused; repeats from one network within a minute are written once, with their count',
    {
      reason: text('password, secondFactor, passkey, restricted or unknown'),
      attempts: number('Attempts this entry stands for'),
    },
  ),
  'session.throttled': event(
    '0.2.0',
    'person',
    'Sign-ins were held back because of many wrong ones; written once a minute',
    { scope: text('account, network or everywhere'), attempts: number('Attempts this entry stands for') },
  ),
  'session.closed': event('0.2.0', 'session', 'A session was ended by its person', {
    own: flag('Whether it was the session in use'),
  }),

  // People
  'setup.linkMade': event('0.2.0', 'none', 'A one-time link for the first administrator was made at the start', {}),
  'setup.done': event('0.2.0', 'person', 'The first administrator set up this space', {
    organisation: text('Name of the organisation'),
  }),
  'person.joined': event('0.2.0', 'person', 'A person accepted an invitation', {
    invitation: text('Id of the invitation'),
    role: text('Role given'),
    organisation: text('Id of the organisation'),
  }),
  'person.created': event('0.2.0', 'person', 'A persona of the demonstration was created', {
    role: text('Role given'),
    organisation: text('Id of the organisation'),
  }),
  'person.changed': event('0.2.0', 'person', 'Name, role or organisation of a person was changed', {
    changed: texts('Fields that changed'),
    roleBefore: optional(text('Role before')),
    roleAfter: optional(text('Role after')),
    organisationBefore: optional(text('Id of the organisation before')),
    organisationAfter: optional(text('Id of the organisation after')),
  }),
  'person.restricted': event('0.2.0', 'person', 'A person may not sign in any more; their sessions were ended', {
    sessionsEnded: number('Sessions ended'),
  }),
  'person.restored': event('0.2.0', 'person', 'A restricted person may sign in again', {}),
  'person.passwordChanged': event(
    '0.2.0',
    'person',
    'A person changed their password; their other sessions were ended',
    { sessionsEnded: number('Other sessions ended') },
  ),
  'person.totpAdded': event('0.2.0', 'person', 'One-time codes were switched on', {
    recoveryCodes: number('Recovery codes issued'),
  }),
  'person.totpRemoved': event('0.2.0', 'person', 'One-time codes were switched off', {}),
  'person.recoveryCodeUsed': event('0.2.0', 'person', 'A recovery code was used in place of a one-time code', {
    left: number('Recovery codes left'),
  }),
  'passkey.added': event('0.2.0', 'passkey', 'A passkey was added', { name: text('Name its person gave it') }),
  'passkey.removed': event('0.2.0', 'passkey', 'A passkey was removed', { name: text('Name its person gave it') }),
  'recovery.issued': event('0.2.0', 'person', 'An administrator made a one-time link that lets a person in again', {
    expiresAt: text('End of the link, UTC'),
  }),
  'recovery.used': event(
    '0.2.0',
    'person',
    'A person came in by a recovery link: password new, second factors removed, sessions ended',
    { issuedBy: text('Id of the administrator who made the link'), sessionsEnded: number('Sessions ended') },
  ),

  // Organisations and invitations
  'organisation.created': event('0.2.0', 'organisation', 'An organisation was added', {
    name: text('Its name'),
    kind: text('Its kind'),
  }),
  'organisation.changed': event('0.2.0', 'organisation', 'An organisation was changed', {
    name: text('Name after'),
    kind: text('Kind after'),
    nameBefore: text('Name before'),
    kindBefore: text('Kind before'),
  }),
  'invitation.made': event('0.2.0', 'invitation', 'A person was invited', {
    role: text('Role to be given'),
    organisation: text('Id of the organisation'),
    expiresAt: text('End of the link, UTC'),
  }),
  'invitation.withdrawn': event('0.2.0', 'invitation', 'An invitation was withdrawn', {}),
} as const;
