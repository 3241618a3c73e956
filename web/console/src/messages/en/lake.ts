// Texts of: lake.
export const lake = {} as const;
