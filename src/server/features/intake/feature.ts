// Sealed returns from intake's folder as a feature of a server: read one way while it runs, shown and read again on request.
import { readSealingKey } from '../../../results/intake/sealing-key-file.ts';
import { lastEnvelope } from '../../../results/store/intake-rows.ts';
import { intakeReader } from '../../../results/store/read-intake.ts';
import type { By } from '../../../results/store/by.ts';
import type { Feature } from '../../feature.ts';
import type { Space } from '../../space.ts';
import { intakeRoutes } from './routes.ts';
import { type ReadingJob, readingJob } from './reading-job.ts';

const by: By = { actor: { kind: 'system', id: 'intake' }, name: 'intake' };

/** The demonstration makes its own returns. SEALING_KEY_INVALID, FILE_NOT_FOUND at the start rather than on the night. */
function jobOf(space: Space): ReadingJob | undefined {
  const { intake } = space.config;
  if (intake === undefined || space.name !== 'real') return undefined;
  const keys = intake.sealingKeyFiles.map((path) => readSealingKey(path, intake.passphrase));
  const reader = intakeReader(space.ledger, { folder: intake.folder, keys, fingerprint: intake.fingerprint }, by);
  return readingJob(space, reader);
}

export const feature: Feature = {
  name: 'intake',
  start: async (space) => {
    const job = jobOf(space);
    return {
      routes: intakeRoutes(space, job),
      started: () => job?.start(),
      stop: async () => await job?.stop(),
      problems: () => (job?.state().problem === undefined ? [] : [`intake: ${job.state().problem}`]),
      metrics: () =>
        job === undefined
          ? []
          : [
              {
                name: 'pollwarden_intake_read',
                help: 'Envelopes of intake that were read',
                value: lastEnvelope(space.ledger),
              },
              {
                name: 'pollwarden_intake_missing',
                help: 'Receipts of intake whose envelope is not in its folder',
                value: job.state().missing,
              },
            ],
    };
  },
};
