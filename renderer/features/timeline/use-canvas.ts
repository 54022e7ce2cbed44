import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { beginPaint, type Context } from './paint.js';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The size of an element in CSS pixels, followed as it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = () => setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** A canvas that is painted before the next frame whenever `paint` changes. */
export function useCanvas(
  size: Size,
  paint: (ctx: Context, size: Size) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const handle = requestAnimationFrame(() => {
      if (ref.current === null) return;
      const ctx = beginPaint(ref.current, size.widthPx, size.heightPx);
      if (ctx !== null) paint(ctx, size);
    });
    return () => cancelAnimationFrame(handle);
  }, [size, paint]);
  return ref;
}
