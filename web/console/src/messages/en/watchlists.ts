// Texts of: watchlists.
export const watchlists = {} as const;
