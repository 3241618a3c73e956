// Texts of: operations.
export const operations = {} as const;
