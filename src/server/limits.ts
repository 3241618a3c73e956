// Bounds of the server: what one client may take from it.
export type Limits = {
  /** Bytes of a body where its route says nothing else. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** Milliseconds in which the headers, and the whole request, must have come. */
  readonly headersMilliseconds: number;
  readonly requestMilliseconds: number;
  /** Connections in all, and of one address. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly perMinutePerson: number;
  /** Of one address where nobody is signed in. */
  readonly perMinuteAddress: number;
  readonly streamsPerSession: number;
  readonly streams: number;
  /** Of the demonstration, whose visitors must not take those of the real space. */
  readonly demonstrationStreams: number;
  /** Bytes that the demonstration may have on the disk. */
  readonly demonstrationBytes: number;
  /** Bytes that a live page may be behind before it is let go. */
  readonly streamBytes: number;
  readonly heartbeatMilliseconds: number;
};

export const defaultLimits: Limits = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  connections: 4096,
  connectionsPerAddress: 512,
  perMinutePerson: 1200,
  perMinuteAddress: 600,
  streamsPerSession: 8,
  streams: 2048,
  demonstrationStreams: 256,
  demonstrationBytes: 2 * 2 ** 30,
  streamBytes: 256 * 1024,
  heartbeatMilliseconds: 15_000,
};
