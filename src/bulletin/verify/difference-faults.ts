// Figures that are shown and figures that were committed to, as faults: one for each that is another. Browser-safe.
import type { Counts } from '../../results/tally/tally.ts';
import type { BulletinFault } from '../model/fault.ts';
import { differencesOf } from '../total/judge.ts';

/** `of`: code, detail and place of each. */
export const differenceFaults = (shown: Counts, committed: Counts, of: BulletinFault): readonly BulletinFault[] =>
  differencesOf(shown, committed).map(({ field, ...values }) => ({
    ...of,
    field,
    ...(values.shown === undefined ? {} : { shown: values.shown }),
    ...(values.committed === undefined ? {} : { committed: values.committed }),
  }));
