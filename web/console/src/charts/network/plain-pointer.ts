// The pointer on the plain canvas: pointing at nodes, choosing them, dragging the picture, zooming with Ctrl and the wheel.

export type PointerActs = {
  readonly point: (x: number, y: number) => void;
  readonly leave: () => void;
  readonly choose: (x: number, y: number) => void;
  readonly drag: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, x: number, y: number) => void;
};

const clickPixels = 4;

export function listenToPointer(canvas: HTMLCanvasElement, acts: PointerActs): void {
  let held: { x: number; y: number; moved: number } | undefined;
  const placeOf = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, moved: 0 };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (held === undefined) return acts.point(...placeOf(event));
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    held = { x: event.clientX, y: event.clientY, moved: held.moved + Math.abs(dx) + Math.abs(dy) };
    if (held.moved > clickPixels) acts.drag(dx, dy);
    return undefined;
  });
  canvas.addEventListener('pointerup', (event) => {
    if (held !== undefined && held.moved <= clickPixels) acts.choose(...placeOf(event));
    held = undefined;
  });
  canvas.addEventListener('pointercancel', () => {
    held = undefined;
  });
  canvas.addEventListener('pointerleave', acts.leave);
  canvas.addEventListener(
    'wheel',
    (event) => {
      // The page scrolls under the wheel, until the picture is asked for with Ctrl.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      acts.zoom(Math.exp(-event.deltaY / 300), ...placeOf(event));
    },
    { passive: false },
  );
}
