// Numbers and names of findings in words.
import { probability } from '../../../../../src/detect/coordination/report/words.ts';
import type { FindingItem } from '../../../../../src/server/features/findings/schemas.ts';
import { t, tryText } from '../../messages/t.ts';

/** The q-value, or in words that there is none. */
export const qText = ({ qValue, standing }: Pick<FindingItem, 'qValue' | 'standing'>): string =>
  qValue === null || standing !== 'calibrated' ? t('findings.notCalibrated') : probability(qValue);

export const layerText = (layer: string): string => tryText(`findings.layer.${layer}`) ?? layer;

/** "links, texts +2". */
export function layersText(layers: readonly string[], most = 2): string {
  const shown = layers.slice(0, most).map(layerText).join(', ');
  return layers.length > most ? `${shown} ${t('findings.more', { count: layers.length - most })}` : shown;
}

/** What the q-value means among a hundred such findings. */
export function falseText(qValue: number): string {
  const share = `${Number((qValue * 100).toPrecision(2))} %`;
  return qValue < 0.01
    ? t('findings.claimFalseFew', { share })
    : t('findings.claimFalse', { share, count: Math.ceil(qValue * 100) });
}
