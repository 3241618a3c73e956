// pollwarden release approve: the first person proposes the release policy, the second approves or refuses.
import { stepCommand } from '../release-step.ts';

const help = `Usage: pollwarden release approve --election ID --by NAME [--refuse] [--reason TEXT] [--data DIR] [--json]

Two persons approve the release policy of an election. The first call proposes it, the second, by
another person, approves it (or refuses it with --refuse). Nothing flows before it is started.

Options:
  --election ID  the election
  --by NAME      who decides
  --refuse       refuse what waits for a second person
  --reason TEXT  why, for the record
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release approve --election demo --by "A. Chair"
  pollwarden release approve --election demo --by "B. Deputy"`;

export const command = stepCommand('approve', { summary: 'Approve the release policy, by two persons', help });
