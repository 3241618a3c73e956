// What the console says of the detection of coordination.
import { calibratedVersion, detectorName, detectorVersion } from '../../../detect/coordination/version.ts';
import { coordinationParameters } from '../../../findings/detectors/parameters.ts';

export const coordination = {
  name: detectorName,
  title: 'Coordinated groups in posts',
  version: detectorVersion,
  purpose:
    'Finds accounts that share the same things more closely in time than people with habits do, and says how many such groups the null model would give.',
  method:
    'Pairs of accounts that meet on objects within several time windows are scored against what each account does elsewhere: its delays, its times of day, its pace. Dense groups that keep to themselves are held against decoy streams in which everybody keeps those habits.',
  cannotSee: [
    'groups whose members always act right after an object appears: they look like people with notifications',
    'accounts that change all the time, and most groups of three or four',
    'paraphrased texts without a shared link',
    'who is behind an account, and whether what it says is true',
  ],
  calibrated: calibratedVersion === detectorVersion,
  technique: [
    { id: 'T0049.003', name: 'Bots Amplify via Automated Forwarding and Reposting' },
    { id: 'T0049.002', name: 'Flood Existing Hashtag' },
    { id: 'T0049.005', name: 'Conduct Swarming' },
    { id: 'T0119', name: 'Cross-Posting' },
    { id: 'T0084.001', name: 'Use Copypasta' },
  ],
} as const;

export const parameterViews = (values: Readonly<Record<string, number | readonly number[]>>) =>
  coordinationParameters.map((parameter) => ({
    key: parameter.key,
    title: parameter.title,
    meaning: parameter.meaning,
    kind: parameter.kind,
    unit: parameter.unit ?? null,
    least: parameter.least,
    most: parameter.most,
    default: copyOf(parameter.default),
    value: copyOf(values[parameter.key] ?? parameter.default),
    calibratedOnlyAtDefault: parameter.calibratedOnlyAtDefault,
  }));

const copyOf = (value: number | readonly number[]): number | number[] =>
  typeof value === 'number' ? value : [...value];
