// Where settings come from: the configuration file, the environment, flags. Each is checked, and a name that is none refused.
import { readFileSync, statSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { nearest } from '../../kernel/query-nearest.ts';
import { environmentName, type Key, type KeyName, keys } from './keys.ts';

export type Settings = Partial<Readonly<Record<KeyName, unknown>>>;

const all: readonly Key[] = keys;
const invalid = (detail: string): PollwardenError => new PollwardenError('CONFIG_INVALID', detail);

const mostBytes = 256 * 1024;

/** Settings of a file. Undefined where it is not there. Names of secrets may end in "File", then they name a file. */
export function fileSettings(path: string): Settings | undefined {
  let text: string;
  try {
    if (statSync(path).size > mostBytes) throw invalid(`${path} is larger than ${mostBytes} bytes`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const given = parseObject(text, path);
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const secret = all.find((key) => key.secret === true && `${key.name}File` === name);
    const key = secret ?? all.find((known) => known.name === name);
    if (key === undefined) throw invalid(`${path} has "${name.slice(0, 60)}", which is no setting${suggestion(name)}`);
    if (secret === undefined && key.secret === true) refuseOpenFile(path, name);
    settings[key.name] = checked(key, secret === undefined ? value : secretIn(String(value)), `${path}: ${name}`);
  }
  return settings;
}

function parseObject(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    throw invalid(`${path} is not JSON: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
  }
  throw invalid(`${path} must hold one JSON object`);
}

function suggestion(name: string): string {
  const names = all.flatMap((key) => (key.secret === true ? [key.name, `${key.name}File`] : [key.name]));
  const near = nearest(name, names);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** A secret in a file that other users of the machine can read is none. */
function refuseOpenFile(path: string, name: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw invalid(`${path} holds ${name} and other users can read it: chmod 600 it, or name a file by ${name}File`);
  }
}

function secretIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw invalid(`the file of a secret cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Variables that are not settings of the server: read elsewhere. */
const otherVariables = new Set(['POLLWARDEN_DATA', 'POLLWARDEN_CONFIG', 'POLLWARDEN_DEBUG']);
const isOther = (name: string): boolean => otherVariables.has(name) || name.startsWith('POLLWARDEN_TOKEN_');

/** Settings of the environment. An empty variable is none. */
export function environmentSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('POLLWARDEN_') || isOther(name) || text === undefined || text === '') continue;
    const file = all.find((key) => key.secret === true && `${environmentName(key.name)}_FILE` === name);
    const key = file ?? all.find((known) => environmentName(known.name) === name);
    if (key === undefined) {
      const near = nearest(
        name,
        all.map((known) => environmentName(known.name)),
      );
      throw invalid(`the variable ${name} is no setting${near === undefined ? '' : `; did you mean ${near}?`}`);
    }
    if (key.name in settings)
      throw invalid(`${environmentName(key.name)} and ${environmentName(key.name)}_FILE are both set`);
    settings[key.name] = textSetting(key, file === undefined ? text : secretIn(text), name);
  }
  return settings;
}

/** A setting given as text, from the environment or a flag; `place` names it in messages. */
function textSetting(key: Key, text: string, place: string): unknown {
  if (key.kind === 'number' && /^\d{1,15}$/.test(text)) return checked(key, Number(text), place);
  if (key.kind === 'boolean' && (text === 'true' || text === 'false')) return checked(key, text === 'true', place);
  return checked(key, text, place);
}

function checked(key: Key, value: unknown, place: string): unknown {
  const result = key.schema.safeParse(value);
  if (result.success) return result.data;
  const shown = key.secret === true ? '' : `, not ${JSON.stringify(value)?.slice(0, 80)}`;
  const { minValue, maxValue } = key.schema as { readonly minValue?: unknown; readonly maxValue?: unknown };
  const range = key.kind === 'number' ? ` from ${String(minValue)} to ${String(maxValue)}` : '';
  throw invalid(`${place} takes ${key.type}${range}${shown}`);
}

/** Settings of flags, as text. */
export function flagSettings(
  given: readonly { readonly name: KeyName; readonly flag: string; readonly text: string }[],
): Settings {
  return Object.fromEntries(
    given.map(({ name, flag, text }) => {
      const key = all.find((known) => known.name === name);
      if (key === undefined) throw new Error(`${name} is no setting`);
      return [name, textSetting(key, text, flag)];
    }),
  );
}
