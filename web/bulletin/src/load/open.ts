import type { BulletinFault } from '../../../../src/bulletin/model/fault.ts';
import type { Bulletin } from '../model.ts';
export async function openBulletin(root: URL): Promise<Bulletin | BulletinFault> {
  return { code: 'FILE_MISSING', detail: root.href };
}
