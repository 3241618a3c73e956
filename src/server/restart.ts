// A restart within the process: who runs the server says how, and a feature may ask for it.
type Restart = () => void;

let restart: Restart | undefined;

/** Undefined where nobody can start the server again, as in a test. */
export const setRestart = (how: Restart | undefined): void => {
  restart = how;
};

export const canRestart = (): boolean => restart !== undefined;

/** Answers first and restarts after: the caller's request is still under way. */
export function askRestart(): void {
  const how = restart;
  if (how !== undefined) setTimeout(how, 200);
}
