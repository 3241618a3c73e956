// The width a picture has to fill, in pixels: texts keep their size on every screen.
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Width of the element that gets `ref`; `first` until it is known. */
export function useWidth<T extends HTMLElement>(first: number): { ref: RefObject<T | null>; width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const found = Math.floor(element.clientWidth);
      if (found > 0) setWidth(found);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
