// Where lines end in bytes: LF, CR LF, or CR alone.

const lineFeed = 10;
const carriageReturn = 13;

/** Index of the first line end, or -1. */
export function firstLineEnd(bytes: Buffer): number {
  const feed = bytes.indexOf(lineFeed);
  const carriage = bytes.indexOf(carriageReturn);
  if (feed < 0) return carriage;
  return carriage < 0 ? feed : Math.min(feed, carriage);
}

/** One past the last line end, 0 when there is none; a CR at the very end waits, as an LF may follow. */
export function afterLastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lineFeed);
  if (feed >= 0) return feed + 1;
  return bytes.length < 2 ? 0 : bytes.lastIndexOf(carriageReturn, bytes.length - 2) + 1;
}
