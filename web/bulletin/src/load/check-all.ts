// Checks everything, and says of how many files nothing could be said here.
import { checkWhole } from '../../../../src/bulletin/verify/whole.ts';
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import type { Manifest } from '../../../../src/bulletin/model/site.ts';
import type { Progress } from '../../../../src/bulletin/verify/entries.ts';
import type { FullCheck } from '../model.ts';

/** How long the log alone takes can be read from the browser's own measures: benchmarks do. */
function timed(progress: Progress): Progress {
  let began = 0;
  return (stage, done, of) => {
    const now = performance.now();
    if (stage === 'entries' && began === 0) began = now;
    if (stage === 'total') performance.measure('bulletin log', { start: began, end: now });
    progress(stage, done, of);
  };
}

/** Undefined where it was stopped. */
export async function checkAll(
  opened: OpenedBulletin,
  { files }: Manifest,
  progress: Progress,
  stopped: () => boolean,
): Promise<FullCheck | undefined> {
  const whole = await checkWhole(opened, { progress: timed(progress), stopped });
  if (whole === undefined) return undefined;
  const { faults, total, published, lost, entries, returns, files: read } = whole;
  return {
    faults,
    total: lost.length === 0 ? total : (published ?? total),
    entries,
    returns,
    files: read,
    unread: files.length - read,
    later: { laterKeys: whole.laterKeys, laterRules: whole.laterRules },
  };
}
