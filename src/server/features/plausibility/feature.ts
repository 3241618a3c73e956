// Plausibility as a feature of a server: assessed in a thread of its own, kept by what it rests on. For internal eyes.
import { createAssessments } from '../../../results/store/plausibility-thread.ts';
import type { Feature } from '../../feature.ts';
import { plausibilityRoutes } from './routes.ts';

export const feature: Feature = {
  name: 'plausibility',
  start: async (space) => {
    const { ledger, folder, hub } = space;
    const assessments = createAssessments(ledger, folder, (id) =>
      hub.publish({ topic: 'plausibility', change: 'changed', id }),
    );
    return { routes: plausibilityRoutes(space, assessments), stop: assessments.stop };
  },
};
