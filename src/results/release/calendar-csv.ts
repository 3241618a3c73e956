// A calendar of polls from CSV with the header memberState,closes. Browser-safe.
import { PollwardenError } from '../../kernel/errors.ts';
import { type PollCalendar, readCalendarFile } from './calendar.ts';

const mostLines = 201;

/** Unsigned. RELEASE_CALENDAR_INVALID with the line. */
export function calendarOfCsv(text: string, election: string): PollCalendar {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim());
  if (lines[0] !== 'memberState,closes')
    throw new PollwardenError('RELEASE_CALENDAR_INVALID', 'line 1: the header is memberState,closes');
  const rows = lines.slice(1).filter((line) => line !== '');
  if (rows.length > mostLines) throw new PollwardenError('RELEASE_CALENDAR_INVALID', `more than ${mostLines} lines`);
  const polls = rows.map((line, i) => {
    const parts = line.split(',');
    if (parts.length !== 2)
      throw new PollwardenError('RELEASE_CALENDAR_INVALID', `line ${i + 2}: two columns, memberState and closes`);
    return { memberState: parts[0].trim(), closes: parts[1].trim() };
  });
  return readCalendarFile({ format: 'pollwarden-poll-calendar/1', election, polls, signatures: [] });
}
