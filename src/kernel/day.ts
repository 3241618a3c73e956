/** Whether a text is a date of the calendar, such as "2026-05-04"; "2026-02-30" is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
