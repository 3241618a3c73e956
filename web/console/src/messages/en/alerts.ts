// Texts of: alerts.
export const alerts = {} as const;
