// Elements of the page, and places that fill themselves.
import { type Child, h, show } from '../../../page/dom.ts';

export { type Child, h, save, show } from '../../../page/dom.ts';

/** Shows what takes a while once it is there; what fails there is a defect, and says so instead of nothing. */
export function fill(place: Element, work: Promise<Child>): void {
  work.then(
    (child) => show(place, child),
    (error: unknown) => show(place, h('p', { class: 'box bad', role: 'alert' }, String(error))),
  );
}
