// Rules of new passwords, after NIST SP 800-63B: length, and not what an attacker tries first. No rules on kinds of signs.
import { PollwardenError } from '../kernel/errors.ts';
import { commonPasswords } from './common-passwords.ts';

const leastCharacters = 12;
const mostCharacters = 200;

/** What an attacker knows of the person. */
export type About = { readonly email: string; readonly name: string; readonly organisation: string };

/** One form for what looks the same on different keyboards (section 3.1.1.2 asks for NFKC or NFKD). */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/** Throws PASSWORD_WEAK with the rule that is broken. */
export function checkPassword(password: string, about: About): void {
  const reason = weakness(normalPassword(password), about);
  if (reason !== undefined) throw new PollwardenError('PASSWORD_WEAK', reason);
}

function weakness(password: string, about: About): string | undefined {
  const characters = [...password];
  if (characters.length < leastCharacters) return `at least ${leastCharacters} characters`;
  if (characters.length > mostCharacters) return `at most ${mostCharacters} characters`;
  if (new Set(characters).size < 5) return 'at least 5 different characters';
  if (isRun(characters)) return 'a row of the alphabet or of digits is tried first';
  const small = password.toLowerCase();
  const stem = small.replace(/[\d\p{P}\p{S}\s]+$/u, '');
  if (commonPasswords.has(stem) || commonPasswords.has(small)) return 'this one is on the lists that are tried first';
  if (known(about).some((word) => mostlyIs(small, word))) {
    return 'it may not be your name, your address or your organisation';
  }
  return undefined;
}

/** Every character follows the one before, up or down, but for two places. */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - codes[i]);
  return [1, -1].some((step) => steps.filter((s) => s !== step).length <= 2);
}

function known({ email, name, organisation }: About): readonly string[] {
  const local = email.slice(0, Math.max(0, email.lastIndexOf('@')));
  const whole = [email, local, name, organisation, 'pollwarden'];
  const words = whole.map((text) => squeezed(text.normalize('NFKC').toLowerCase()));
  return words.filter((word) => word.length >= 3);
}

const squeezed = (text: string): string => text.replaceAll(/[\s\p{P}]/gu, '');

/** The word, once or more, with fewer than six characters of its own around it. */
function mostlyIs(password: string, word: string): boolean {
  const rest = squeezed(password).replaceAll(word, '');
  return rest.length < squeezed(password).length && rest.length < 6;
}
