// What a request that failed is told: a code, its text and the request's id. Never a stack, a path or a value it sent.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorCode, errorTexts, PollwardenError } from '../kernel/errors.ts';
import { httpStatus } from './http-status.ts';
import type { Log } from './space.ts';

export type FieldError = { readonly path: string; readonly message: string };
export type ErrorAnswer = {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly requestId: string;
    readonly fields?: readonly FieldError[];
  };
};

type Failure = {
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly fields?: readonly FieldError[];
};

/** Fastify's own codes, in our words. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INPUT_INVALID',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
};

/** What stands wrong where. Messages of the schemas name what is expected, not what came. */
function fieldErrors(error: unknown): readonly FieldError[] | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  return error.validation.slice(0, 50).map(({ instancePath, message }) => ({
    path: instancePath.slice(1, 200).replaceAll('/', '.'),
    message: (message ?? 'is not valid').slice(0, 300),
  }));
}

function failureOf(error: unknown): Failure {
  if (error instanceof PollwardenError) {
    const status = httpStatus(error.code);
    // Details of failures of the machine name files; they are for the log.
    return { status, code: error.code, detail: status >= 500 ? undefined : error.detail };
  }
  const fields = fieldErrors(error);
  if (fields !== undefined) return { status: 400, code: 'INPUT_INVALID', fields };
  const known = frameworkCode(error);
  return known === undefined ? { status: 500, code: 'INTERNAL' } : { status: httpStatus(known), code: known };
}

/** Of an error that a plugin made: the files' say 403 of a hidden file and 404 of none, which is the same to a client. */
function frameworkCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code !== undefined && Object.hasOwn(frameworkCodes, code)) return frameworkCodes[code];
  return statusCode === 403 || statusCode === 404 || statusCode === 400 ? 'NOT_FOUND' : undefined;
}

/** The body of an answer about a failure. */
function errorBody(code: ErrorCode, requestId: string, more: Omit<Failure, 'code' | 'status'> = {}): ErrorAnswer {
  const { detail, fields } = more;
  const message = `${errorTexts[code]}${detail === undefined ? '' : `: ${detail}`}`;
  return { error: { code, message, requestId, ...(fields === undefined ? {} : { fields }) } };
}

/** Answers a failure; what is a defect or the machine's goes to the log with its stack. */
export const errorHandler =
  (log: Log) =>
  async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const failure = failureOf(error);
    if (failure.status >= 500) {
      const cause = error.cause instanceof Error ? error.cause.message : undefined;
      const route = `${request.method} ${request.routeOptions.url ?? ''}`;
      log.error({ requestId: request.id, route, stack: error.stack ?? String(error), cause }, 'a request failed');
    }
    const retryAfter = 'retryAfterSeconds' in error ? Number(error.retryAfterSeconds) : undefined;
    reply.header('cache-control', 'no-store');
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    await reply
      .code(failure.status)
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(errorBody(failure.code, request.id, failure));
  };
