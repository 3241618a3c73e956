// The routes of the detectors' pages.
import { changeDetector, detectorSettings } from '../../../findings/detectors/settings.ts';
import { listRuns } from '../../../findings/detectors/runs.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { coordination } from './description.ts';
import type { Runner } from './runner.ts';
import {
  detectorChangeSchema,
  detectorListSchema,
  detectorNameSchema,
  detectorSchema,
  type LiveDetection,
  runListQuerySchema,
  runListSchema,
  runRequestSchema,
  runSchema,
} from './schemas.ts';
import { detectorView, runView } from './views.ts';

const tag = 'detectors';
const dayMilliseconds = 86_400_000;

const checkName = (name: string): void => {
  if (name !== coordination.name) throw new PollwardenError('NOT_FOUND');
};

function rangeOf(space: Space, { from, to }: { readonly from?: number; readonly to?: number }) {
  const now = space.now();
  const { schedule } = detectorSettings(space.ledger, coordination.name);
  const end = to ?? now;
  const range = { from: from ?? end - schedule.lookBackDays * dayMilliseconds, to: end };
  if (range.from >= range.to) throw new PollwardenError('INPUT_INVALID', 'the begin has to be before the end');
  return range;
}

export function detectorRoutes(space: Space, runner: Runner, live: () => LiveDetection | null): readonly AnyRoute[] {
  const { ledger, hub } = space;
  return [
    defineRoute({
      method: 'GET',
      url: '/detectors',
      summary: 'Detectors with parameters, schedule, last run and the live detection',
      tag,
      response: detectorListSchema,
      handle: () => ({ items: [detectorView(ledger, runner, live())] }),
    }),
    defineRoute({
      method: 'GET',
      url: '/detectors/:name',
      summary: 'One detector',
      tag,
      params: detectorNameSchema,
      response: detectorSchema,
      handle: ({ params }) => {
        checkName(params.name);
        return detectorView(ledger, runner, live());
      },
    }),
    defineRoute({
      method: 'PUT',
      url: '/detectors/:name',
      summary: 'Change parameters or the schedule of a detector',
      tag,
      params: detectorNameSchema,
      body: detectorChangeSchema,
      response: detectorSchema,
      handle: ({ params, body }, context) => {
        checkName(params.name);
        changeDetector(ledger, params.name, body, byOf(context));
        hub.publish({ topic: 'detectors', change: 'changed', id: params.name });
        return detectorView(ledger, runner, live());
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/detectors/:name/runs',
      summary: 'Run a detector over what the lake holds',
      tag,
      params: detectorNameSchema,
      body: runRequestSchema,
      response: runSchema,
      perMinute: 30,
      handle: ({ params, body }, context) => {
        checkName(params.name);
        return runView(runner.ask(rangeOf(space, body), byOf(context)), runner);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/detectors/:name/runs',
      summary: 'Runs of a detector, the newest first',
      tag,
      params: detectorNameSchema,
      query: runListQuerySchema,
      response: runListSchema,
      handle: ({ params, query }) => {
        checkName(params.name);
        const { runs, all, next } = listRuns(ledger, params.name, query.limit, cursorOf(query.cursor));
        const items = runs.map((run) => runView(run, runner));
        return { items, matching: all, all, ...(next === undefined ? {} : { next: String(next) }) };
      },
    }),
  ];
}

function cursorOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const sequence = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isNaN(sequence)) throw new PollwardenError('INPUT_INVALID', 'the cursor is not one of ours');
  return sequence;
}
