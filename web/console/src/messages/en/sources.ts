// Texts of: sources.
export const sources = {} as const;
