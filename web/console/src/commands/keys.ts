// Keys as commands name them: "j", "/", "g f" (one after the other), "mod+k" (Ctrl, on a Mac Command).
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

/** The name of a key press, or undefined for what no command uses: keys with Alt, and modifiers alone. */
export function keyName({ key, ctrlKey, metaKey, altKey }: KeyPress): string | undefined {
  if (altKey || key === 'Control' || key === 'Meta' || key === 'Shift' || key === 'Alt') return undefined;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `mod+${name}` : name;
}

/** What pressed keys say: a command, the beginning of one, or nothing. */
export function matchKeys<C extends { readonly keys?: string }>(
  pressed: readonly string[],
  commands: readonly C[],
): C | 'begun' | undefined {
  const text = pressed.join(' ');
  const whole = commands.findLast(({ keys }) => keys === text);
  if (whole !== undefined) return whole;
  return commands.some(({ keys }) => keys?.startsWith(`${text} `)) ? 'begun' : undefined;
}
