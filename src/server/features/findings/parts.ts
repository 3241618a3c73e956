// What the routes of findings share: their tag, and telling the live pages.
import type { Space } from '../../space.ts';

export const tag = 'findings';

export const changedFinding = (space: Space, id: string): void =>
  space.hub.publish({ topic: 'findings', change: 'changed', id });
