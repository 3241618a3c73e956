// The time of now, second by second, for a clock on a wall.
import { useEffect, useState } from 'react';

/** Milliseconds since 1970 UTC. */
export function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
