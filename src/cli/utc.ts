// Moments in UTC for people: "2026-11-25 03:49". Of milliseconds since 1970 UTC.

export const utcMinute = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
export const utcSecond = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
