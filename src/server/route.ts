// One route: its schemas validate, type the handler and write the OpenAPI document; who may call it is in the access table.
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Session } from '../accounts/session.ts';
import type { Space } from './space.ts';

export type RouteContext = {
  readonly space: Space;
  /** The signed-in person; undefined only on public routes. */
  readonly session: Session | undefined;
  readonly requestId: string;
  /** Of the client, after the proxies that are believed. */
  readonly address: string;
  readonly userAgent: string;
  /** Sets (text) or clears (undefined) the session cookie of this space. */
  readonly setSession: (token: string | undefined) => void;
  /** The token of the session cookie, as it came. */
  readonly sessionToken: string | undefined;
  /** A body of application/x-ndjson, which only routes with `admitProgram` take. */
  readonly rawBody: Uint8Array | undefined;
};

/** A download: sent with Content-Disposition and no caching. `name` is made by us, never from outside. */
export type Download = { readonly download: string; readonly type: string; readonly body: Readable | Buffer | string };

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export type Route<
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType | 'download' = z.ZodType | 'download',
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the space's /api, such as '/findings/:id'. */
  readonly url: `/${string}`;
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  /** Largest body in bytes where it is not the default of 64 KiB. */
  readonly bodyLimit?: number;
  /** Calls a minute for one person, or for one address where nobody is signed in, where it is fewer than the default. */
  readonly perMinute?: number;
  /**
   * Of a route that programs send JSON lines to (application/x-ndjson): throws for a bearer token that may not, before a
   * byte of the body is read, since such bodies may be large. The parameters are as they came.
   */
  readonly admitProgram?: (params: Readonly<Record<string, string>>, bearer: string | undefined) => void;
  readonly handle: (
    input: { readonly params: Parsed<P>; readonly query: Parsed<Q>; readonly body: Parsed<B> },
    context: RouteContext,
  ) => R extends z.ZodType ? z.input<R> | Promise<z.input<R>> : Download | Promise<Download>;
};

/** A route whose schemas are forgotten, as lists of routes hold it. */
export type AnyRoute = Omit<Route, 'handle'> & {
  readonly handle: (input: never, context: RouteContext) => unknown;
};

/** Types the handler from the schemas. */
export const defineRoute = <
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  R extends z.ZodType | 'download',
>(
  route: Route<P, Q, B, R>,
): AnyRoute => route;
