// What went wrong with a request, as the server names it; without an answer it is NETWORK.
export type FieldError = { readonly path: string; readonly message: string };
export type Failure = Error & {
  readonly code: string;
  readonly status: number;
  readonly requestId?: string;
  readonly fields: readonly FieldError[];
};

type Parts = {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly requestId?: string;
  readonly fields?: readonly FieldError[];
};

export const failure = ({ message, fields = [], ...parts }: Parts): Failure =>
  Object.assign(new Error(message), { ...parts, fields });

export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && 'code' in error && 'status' in error && 'fields' in error;

/** The named code, or UNKNOWN for a defect of the console. */
export const codeOf = (error: unknown): string => (isFailure(error) ? error.code : 'UNKNOWN');

/** Reads the body of an answer that is none of success. Bodies of others (a proxy's page) give HTTP_<status>. */
export function failureFrom(status: number, body: unknown): Failure {
  const said = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof said === 'object' && said !== null && 'code' in said && 'message' in said) {
    const { code, message, requestId, fields } = said as Parts;
    return failure({ code, message, status, requestId, fields });
  }
  return failure({ code: `HTTP_${status}`, message: `The server answered ${status}`, status });
}
