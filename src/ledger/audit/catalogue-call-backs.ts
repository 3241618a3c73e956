// Events of the audit trail about call-backs: calls, tries, verdicts of the desk, locks opened again, disclosure.
import { event, number, text } from './fields.ts';

export const callBackEvents = {
  'callBack.opened': event('0.3.0', 'election', 'A call-back of a unit was begun; its line is spent from then on', {
    call: number('Number of the call'),
    contest: text('The contest'),
    unit: text('The counting unit'),
    sheet: text('The one-time sheet'),
    line: number('Its line'),
    by: text('Who, as the record names them'),
  }),
  'callBack.tried': event('0.3.0', 'election', 'A confirmation code was handed in to the desk', {
    call: number('Number of the call'),
    try: number('Of the call, from 1'),
    by: text('Who, as the record names them'),
  }),
  'callBack.answered': event('0.3.0', 'election', 'The desk answered a try', {
    call: number('Number of the call'),
    try: number('Of the call, from 1'),
    verdict: text('right or wrong'),
    state: text('State of the call after it'),
    by: text('Who, as the record names them'),
  }),
  'callBack.ended': event('0.3.0', 'election', 'A call was given up', {
    call: number('Number of the call'),
    reason: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'callBack.unlockProposed': event('0.3.0', 'election', 'A person asked to open a locked call-back again', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    reason: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'callBack.unlocked': event('0.3.0', 'election', 'A second person opened a locked call-back again', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    reason: text('Why'),
    by: text('Who, as the record names them'),
  }),
  'callBack.unlockRefused': event('0.3.0', 'election', 'A person did not open a locked call-back again', {
    contest: text('The contest'),
    unit: text('The counting unit'),
    by: text('Who, as the record names them'),
  }),
  'callBack.disclosed': event('0.3.0', 'election', 'The secrets of the sheets were disclosed after certification', {
    sheets: number('Sheets disclosed'),
    digest: text('SHA-256 of the file'),
  }),
} as const;
