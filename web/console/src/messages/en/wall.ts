// Texts of: the night on a wall.
export const wall = {
  title: 'Results night',
  open: 'Wall view',
  leave: 'Escape leaves.',
  asOf: 'As of {time}',
  nothing: 'No figures yet.',
  stale: 'These figures are old: the server does not answer.',
  come: '{come} of {units} units have come.',
  late: { one: '{count} is late.', other: '{count} are late.' },
  'state.awaited': 'awaited',
  'state.received': 'on one channel',
  'state.confirmed': 'confirmed by two',
  'state.conflicting': 'in conflict',
  'state.corrected': 'corrected',
  'state.certified': 'certified',
  areas: 'Areas that wait, {shown} of {all}',
  allCome: 'Everything has come, and nothing is in conflict.',
} as const;
