// Whether error rates that were measured hold for a detector as it is set.
import type { Detector } from '../../../../../src/server/features/detectors/schemas.ts';

type Value = number | readonly number[];

export const sameValue = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

export const isCalibrated = ({ calibrated, parameters }: Detector): boolean =>
  calibrated && parameters.every((one) => !one.calibratedOnlyAtDefault || sameValue(one.value, one.default));
