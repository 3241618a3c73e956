// pollwarden release calendar: makes, signs or verifies a calendar of polls.
import { lastClose, type PollCalendar, readCalendarFile } from '../../results/release/calendar.ts';
import { calendarOfCsv } from '../../results/release/calendar-csv.ts';
import { checkCalendar, signCalendar } from '../../results/store/release-calendar.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { readJsonFile, readTextFile } from '../read-json.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden release calendar FILE [--election ID] [--sign KEY.pem] [--key FINGERPRINT] [--json]

The calendar of polls from which the embargo of a European election follows: no result before the
last poll in the Union has closed (Art. 10(2) of the 1976 Act). FILE is a CSV with the header
memberState,closes (instants with their offset), or a calendar that was made before.

With --sign the calendar is signed (Ed25519) and written to stdout; stderr names the fingerprint of
the key, for the release policy. Without, it is verified (--key: by that fingerprint) and its last
closing printed. A key: openssl genpkey -algorithm ed25519 -out key.pem

Options:
  --election ID      the election it is for (of a CSV)
  --sign KEY.pem     sign it with this private key
  --key FINGERPRINT  the signature that it has to have, 64 hexadecimal digits
  --json             for machines

Example:
  pollwarden release calendar closings.csv --election ep-2029 --sign key.pem > calendar.json`;

function calendarIn(file: string, election: string | undefined): PollCalendar {
  if (!file.endsWith('.csv')) return readCalendarFile(readJsonFile(file));
  if (election === undefined) throw usageError('release calendar needs --election ID for a CSV');
  return calendarOfCsv(readTextFile(file), election);
}

export const command: Command = {
  path: ['release', 'calendar'],
  summary: 'Make, sign or verify a calendar of polls',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { election: 'text', sign: 'text', key: 'text', json: 'switch' });
    if (positionals.length !== 1) throw usageError('release calendar needs one file');
    const calendar = calendarIn(positionals[0], flags.election);
    const last = lastClose(calendar);
    if (flags.sign !== undefined) {
      const signed = signCalendar(calendar, readTextFile(flags.sign));
      process.stdout.write(`${JSON.stringify(signed.calendar)}\n`);
      process.stderr.write(`Signed by the key ${signed.fingerprint}\n`);
      return 0;
    }
    if (flags.key !== undefined) checkCalendar(calendar, flags.key);
    const answer = {
      election: calendar.election,
      last: { memberState: last.memberState, closes: new Date(last.at).toISOString() },
      polls: calendar.polls.length,
      signatures: calendar.signatures.length,
      verified: flags.key !== undefined,
    };
    const signed = answer.verified ? 'the signature holds' : `${answer.signatures} signatures, not verified`;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(answer)}\n`
        : `${answer.polls} closings for ${answer.election}; the last poll closes ${utcMinute(last.at)} UTC in ${last.memberState}; ${signed}\n`,
    );
    return 0;
  },
};
