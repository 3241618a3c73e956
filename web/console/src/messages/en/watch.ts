// Texts of: watch.
export const watch = {} as const;
