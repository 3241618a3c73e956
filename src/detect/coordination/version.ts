// Version of the detector. Raised whenever its findings can change; `npm run calibrate` must then be run again.
export const detectorName = 'coordination';
export const detectorVersion = '1.0.0';

/** The version whose error rates on independent people with habits are in docs/calibration.md and within the bound. */
export const calibratedVersion: string = '1.0.0';
