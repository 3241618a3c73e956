// pollwarden release resume: the first person proposes to resume a held release, the second resumes it.
import { stepCommand } from '../release-step.ts';

const help = `Usage: pollwarden release resume --election ID --by NAME [--refuse] [--reason TEXT] [--data DIR] [--json]

Two persons resume a release that somebody holds. Both say by it that the clock of this machine,
which the answer shows, is right.

Options:
  --election ID  the election
  --by NAME      who decides
  --refuse       refuse what waits for a second person
  --reason TEXT  why, for the record
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release resume --election demo --by "A. Chair"
  pollwarden release resume --election demo --by "B. Deputy"`;

export const command = stepCommand('resume', { summary: 'Resume a release that is held, by two persons', help });
