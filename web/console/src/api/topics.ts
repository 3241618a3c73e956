// Which answers a live topic makes old: by the beginning of the route's path.
import type { Topic } from '../../../../src/server/hub.ts';

export const pathsOfTopic: Readonly<Record<Topic, readonly string[]>> = {
  findings: ['/findings'],
  sources: ['/sources', '/purposes'],
  lake: ['/lake'],
  detectors: ['/detectors'],
  alerts: ['/alerts', '/me/alerts', '/rota'],
  watchlists: ['/watchlists', '/calendar'],
  people: ['/people', '/organisations', '/invitations', '/colleagues', '/audit'],
  operations: ['/operations'],
  elections: ['/elections'],
  returns: ['/elections'],
  callBacks: ['/elections'],
  release: ['/elections'],
  pollingDay: ['/elections'],
  plausibility: ['/elections'],
  demonstration: ['/demonstration'],
};
export const liveTopics = Object.keys(pathsOfTopic) as readonly Topic[];

export const isAbout = (path: unknown, topic: Topic): boolean =>
  typeof path === 'string' && pathsOfTopic[topic].some((start) => path === start || path.startsWith(`${start}/`));
