// Texts of: detectors.
export const detectors = {} as const;
