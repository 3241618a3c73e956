// In place of src/kernel/errors.ts in the page: the same error, named by its code, without texts that nobody sees here.
import type { ErrorCode } from '../../../src/kernel/errors.ts';

export class PollwardenError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code} (${detail})`);
    this.name = 'PollwardenError';
    this.code = code;
    this.detail = detail;
  }
}
