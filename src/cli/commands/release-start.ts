// pollwarden release start: the first person proposes to start the release, the second starts it.
import { stepCommand } from '../release-step.ts';

const help = `Usage: pollwarden release start --election ID --by NAME [--refuse] [--reason TEXT] [--data DIR] [--json]

Two persons start the release of an election whose policy is approved. Both say by it that the
clock of this machine, which the answer shows, is right: the embargo is held by it.

Options:
  --election ID  the election
  --by NAME      who decides
  --refuse       refuse what waits for a second person
  --reason TEXT  why, for the record
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release start --election demo --by "A. Chair"
  pollwarden release start --election demo --by "B. Deputy"`;

export const command = stepCommand('start', { summary: 'Start the release, by two persons', help });
