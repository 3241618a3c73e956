// The HTTP status of each named failure. A code that is not here is a failure of ours or of the machine: 500.
import type { ErrorCode } from '../kernel/errors.ts';

const byCode: Partial<Readonly<Record<ErrorCode, number>>> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  FORBIDDEN: 403,
  NOT_SIGNED_IN: 401,
  INPUT_INVALID: 400,
  QUERY_INVALID: 400,
  WATCHLIST_INVALID: 400,
  CALENDAR_INVALID: 400,
  JSON_INVALID: 400,
  JSON_TOO_DEEP: 400,
  ENCODING_INVALID: 400,
  USAGE: 400,
  TIME_INVALID: 400,
  VALUE_MISSING: 400,
  DECLARED_INVALID: 400,
  PURPOSE_MISSING: 400,
  PURPOSE_INVALID: 400,
  PURPOSE_ENDED: 409,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  REQUEST_FOREIGN: 403,
  HOST_UNKNOWN: 421,
  TOO_MANY_REQUESTS: 429,
  LAKE_MISSING: 404,
  LAKE_LOCKED: 409,
  DISK_FULL: 507,
};

export const httpStatus = (code: ErrorCode): number => byCode[code] ?? 500;
