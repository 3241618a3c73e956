// The demonstration's channels and release policy: the policy is a draft, which two persons have to approve and start.
import type { Definition } from '../../../elections/definition/definition.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { ChannelEntry } from '../../../results/independence/independence.ts';
import { channelSheet, saveChannelSheet } from '../../../results/store/channel-sheets.ts';
import type { By } from '../../../results/store/by.ts';
import { currentPolicy } from '../../../results/store/release-policies.ts';
import { draftPolicy } from '../../../results/store/release-steps.ts';

/** Two of three share a power supply: the page has something to say. */
const channels: readonly ChannelEntry[] = [
  {
    id: 'intake',
    name: 'Intake over HTTPS',
    role: 'official',
    dependencies: [
      { kind: 'provider', value: 'Lowmere State Data Centre' },
      { kind: 'network', value: 'Government network' },
      { kind: 'dns', value: 'Nomen DNS' },
      { kind: 'certificateAuthority', value: 'Lowmere Root' },
      { kind: 'power', value: 'Grid Harbour District' },
      { kind: 'administrators', value: 'State IT operations' },
    ],
  },
  {
    id: 'call-back',
    name: 'Call-back by telephone',
    role: 'backup',
    dependencies: [
      { kind: 'network', value: 'Carrier Vox' },
      { kind: 'power', value: 'Grid Harbour District' },
      { kind: 'people', value: 'Call-back desk' },
      { kind: 'site', value: 'Commission, second floor' },
    ],
  },
  {
    id: 'courier',
    name: 'Signed file by courier',
    role: 'backup',
    dependencies: [
      { kind: 'people', value: 'Couriers' },
      { kind: 'site', value: 'Commission, second floor' },
    ],
  },
];

/** Long enough to see that nothing flows before it. */
const embargoMilliseconds = 3 * 60_000;

/** Once; what is there already stays as people have changed it. */
export function draftDemonstrationRelease(ledger: Ledger, { election, contests }: Definition, by: By): void {
  if (channelSheet(ledger, election).version === 0) saveChannelSheet(ledger, election, { channels, expected: 0 }, by);
  if (currentPolicy(ledger, election) !== undefined) return;
  const at = new Date(Math.ceil((ledger.now() + embargoMilliseconds) / 60_000) * 60_000);
  draftPolicy(
    ledger,
    election,
    {
      format: 'pollwarden-release-policy/1',
      election,
      embargo: { kind: 'instant', at: `${at.toISOString().slice(0, 19)}Z` },
      detail: 'units',
      flow: 'twoConfirm',
      contests: contests.map(({ id }) => id),
    },
    by,
  );
}
