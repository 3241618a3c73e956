// The demonstration follows its own generated posts and nothing else: whoever opens it is somebody there without a
// password, and must not make this server connect to anywhere or send anything.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Space } from '../../space.ts';
import type { StoredSource } from './store.ts';

/** Name of the one source of the demonstration. */
export const ownStreamName = 'Generated posts of Lowmere';

export const isOwnStream = ({ name, target }: Pick<StoredSource, 'name' | 'target'>): boolean =>
  name === ownStreamName && target.kind === 'http';

/** FORBIDDEN in the demonstration. */
export function refuseNewSource({ name }: Pick<Space, 'name'>): void {
  if (name === 'demonstration') throw forbidden('no source can be added');
}

/** FORBIDDEN in the demonstration for any source but its own stream. */
export function refuseForeignStart({ name }: Pick<Space, 'name'>, source: StoredSource): void {
  if (name === 'demonstration' && !isOwnStream(source)) throw forbidden('no other source can be started');
}

/** FORBIDDEN for the demonstration's own stream, without which it would show nothing. */
export function refuseRemoval({ name }: Pick<Space, 'name'>, source: StoredSource): void {
  if (name === 'demonstration' && isOwnStream(source)) throw forbidden('its stream cannot be removed');
}

const forbidden = (what: string): PollwardenError =>
  new PollwardenError('FORBIDDEN', `the demonstration follows its own generated posts only, and ${what}`);
