// Text in a dialog that its person wrote and did not send: Escape asks before it throws that away.

/** An input as far as it matters here. */
export type Typed = {
  readonly type: string;
  readonly value: string;
  /** Whether what stands in it is not worth keeping: a search, a word typed to confirm. */
  readonly passing: boolean;
};

const textTypes = ['text', 'email', 'url', 'textarea', 'password', 'number'];

/** Whether one of the inputs that were written in holds text. */
export const holdsText = (written: Iterable<Typed>): boolean =>
  [...written].some(({ type, value, passing }) => !passing && textTypes.includes(type) && value.trim() !== '');

export const typedOf = (input: HTMLInputElement | HTMLTextAreaElement): Typed => ({
  type: input.type,
  value: input.value,
  passing: input.closest('[data-passing]') !== null,
});
