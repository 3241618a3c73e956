// Names written beside the curves of a picture, where they cover neither a curve nor another name.

export type Place = { readonly x: number; readonly y: number };
export type Area = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** A curve of steps: places from left to right, each holding until the next; `width` is that of its name. */
export type Named = { readonly steps: readonly Place[]; readonly width: number };

const size = 12;
const gap = 6;

/** For each curve the left end of its name's base line; undefined where no free place was found. */
export function placeNames(curves: readonly Named[], area: Area): readonly (Place | undefined)[] {
  const taken: Area[] = [];
  return curves.map((curve) => {
    const free = ({ at, step }: Candidate): boolean => {
      const box = boxOf(at, curve.width);
      if (!inside(box, area) || crosses(curve, box) || taken.some((other) => meet(box, other))) return false;
      // No other curve between a name and its own; one that runs with its own is none.
      const reach = { ...box, top: Math.min(box.top, step.y + 2), bottom: Math.max(box.bottom, step.y - 2) };
      return !curves.some((other) => other !== curve && crosses(other, reach));
    };
    const place = candidates(curve).find(free)?.at;
    if (place !== undefined) taken.push(boxOf(place, curve.width));
    return place;
  });
}

type Candidate = { readonly at: Place; readonly step: Place };

/** Right above each step, right below, then farther off. */
function candidates({ steps }: Named): readonly Candidate[] {
  return [-gap, size + gap, -gap - 14, size + gap + 14].flatMap((dy) =>
    steps.map((step) => ({ at: { x: step.x + gap, y: step.y + dy }, step })),
  );
}

const boxOf = ({ x, y }: Place, width: number): Area => ({
  left: x,
  right: x + width,
  top: y - size,
  bottom: y + 3,
});

const inside = (box: Area, area: Area): boolean =>
  box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;

const meet = (a: Area, b: Area): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function crosses({ steps }: Named, box: Area): boolean {
  return steps.some(({ x, y }, i) => {
    const next = steps[i + 1] ?? { x, y };
    return meet(box, { left: x, right: next.x + 1, top: Math.min(y, next.y) - 1, bottom: Math.max(y, next.y) + 1 });
  });
}
