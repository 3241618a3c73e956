// Sources of posts as a feature of a server: what ran before runs again.
import type { Feature } from '../../feature.ts';
import { createKeeper } from './keeper.ts';
import { closeLive, liveOf } from './live.ts';
import { sourceRoutes } from './routes.ts';
import { listSources } from './store.ts';

export const feature: Feature = {
  name: 'sources',
  start: async (space) => {
    const live = liveOf(space);
    // The tokens are the operator's: nothing of the demonstration may read them.
    const tokenOf = (variable: string): string | undefined =>
      space.name === 'real' ? process.env[variable] : undefined;
    const keeper = createKeeper(space, live, tokenOf);
    // The server listens meanwhile: the rows of the horizon may take long to read.
    void keeper.resume();
    return {
      routes: sourceRoutes(space, keeper, live),
      stop: async () => {
        keeper.leave();
        await closeLive(space);
      },
      problems: () => {
        const problem = live.problem();
        return problem === undefined ? [] : [`the live pipeline: ${problem}`];
      },
      metrics: () => {
        const { sources } = live.status();
        const wanted = listSources(space.ledger).filter((one) => one.wanted === 'running').length;
        const sum = (of: (one: (typeof sources)[number]) => number): number =>
          sources.reduce((all, one) => all + of(one), 0);
        return [
          { name: 'pollwarden_sources_wanted', help: 'Sources of posts that ought to run', value: wanted },
          {
            name: 'pollwarden_sources_running',
            help: 'Sources of posts that are connected',
            value: sources.filter(({ state }) => state === 'running').length,
          },
          { name: 'pollwarden_posts_per_second', help: 'Posts read a second', value: sum((one) => one.postsPerSecond) },
          { name: 'pollwarden_posts_stored', help: 'Posts stored since start', value: sum(({ posts }) => posts) },
          {
            name: 'pollwarden_posts_rejected',
            help: 'Records that were no posts',
            value: sum(({ rejected }) => rejected),
          },
          {
            name: 'pollwarden_source_lag_seconds',
            help: 'The largest lag of a source',
            value: Math.max(0, ...sources.map(({ lagSeconds }) => lagSeconds ?? 0)),
          },
        ];
      },
    };
  },
};
