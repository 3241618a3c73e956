// Server-sent events (HTML, section 9.2) out of bytes: event name and data; comments are heard and passed over.

export type SseEvent = { readonly event: string; readonly data: string; readonly tooLong: boolean };

/** Feeds bytes, gives whole events. Lines longer than `maxBytes` make their event `tooLong`. */
export function createSseReader(maxBytes: number): (chunk: Buffer) => readonly SseEvent[] {
  let rest = '';
  let skipping = false;
  const decoder = new TextDecoder('utf-8');
  let event = '';
  let data: string[] = [];
  let size = 0;
  let tooLong = false;
  return (chunk) => {
    const out: SseEvent[] = [];
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxBytes) {
      skipping = true;
      tooLong = true;
      rest = '';
    }
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (skipping) {
        skipping = false;
      } else if (line === '') {
        if (data.length > 0 || tooLong) out.push({ event, data: tooLong ? '' : data.join('\n'), tooLong });
        [event, data, size, tooLong] = ['', [], 0, false];
      } else if (line.startsWith('event:')) {
        event = line.slice(6).trim().slice(0, 100);
      } else if (line.startsWith('data:')) {
        size += line.length;
        if (size > maxBytes) [tooLong, data] = [true, []];
        else data.push(line.slice(line.charCodeAt(5) === 32 ? 6 : 5));
      }
    }
    return out;
  };
}
