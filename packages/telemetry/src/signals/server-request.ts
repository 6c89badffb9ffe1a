import { performance } from 'node:perf_hooks'
import { type Context, ROOT_CONTEXT, type Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ReportedPerson } from './error-report-context.ts'

/** Fastify's request, or the same properties of one that Fastify rejects before it creates its own. */
export type HttpRequest = Pick<
  FastifyRequest,
  'method' | 'url' | 'headers' | 'protocol' | 'host' | 'ip' | 'params' | 'body' | 'raw'
>

/** Result of a request, with the same values in all signals. */
export type Outcome =
  /** The whole response was written to the network, or the connection was upgraded and then closed. */
  | 'completed'
  /** The client closed the connection or the stream first. */
  | 'client_aborted'
  /** The handler or the connection timed out. */
  | 'timed_out'
  /** The server cut the connection during a shutdown or after an error, or rejected the request while closing. */
  | 'server_closed'

export interface RequestFailure {
  readonly error: unknown
  /** Thrown after the response was sent. */
  readonly isLate?: boolean
}

/**
 * The facts of a request: created once, completed when the response is closed, and passed whole to its span,
 * line, metrics and error report. Has no reference to Fastify's request, which an idle connection would keep
 * alive.
 */
export class ServerRequest {
  /** Value of `performance.now()`. */
  readonly startMillis = performance.now()
  /** As the client sent it. */
  readonly method: string
  /** Route pattern; undefined if no route matched. */
  readonly route: string | undefined
  readonly path: string
  /** Without `?`; undefined if empty. */
  readonly query: string | undefined
  readonly scheme: string
  /** Name or address with an optional port; empty if the client sent none. */
  readonly authority: string
  /** HTTP/2 and HTTP/3 have no minor version. */
  readonly protocolVersion: string
  readonly clientAddress: string | undefined
  readonly peerAddress: string | undefined
  readonly peerPort: number | undefined
  readonly userAgent: string | undefined

  /** Undefined for an untraced path or if spans are disabled. */
  span: Span | undefined = undefined
  /** Context with the span, for callbacks that lost it. */
  context: Context = ROOT_CONTEXT
  /** Undefined for a request that Fastify rejects before its hooks, and when the request is complete. */
  reply: FastifyReply | undefined = undefined
  /** Set by the application. */
  person: ReportedPerson | undefined = undefined
  /** The last thrown value of the request. */
  failure: RequestFailure | undefined = undefined

  /** Set when the response is closed, as all facts below. */
  outcome: Outcome | undefined = undefined
  /** Undefined if no response head was sent. */
  status: number | undefined = undefined
  /** Whether the service is the cause of a bad outcome. */
  failed = false
  /** Class or code of the error, else the status or the outcome; undefined unless `failed`. */
  errorType: string | undefined = undefined
  /** As the response declares it; a response to HEAD and a 304 have no body. */
  responseBodySize: number | undefined = undefined
  /** Value of `performance.now()`. */
  endMillis: number | undefined = undefined
  /** UUID of the error report. */
  errorReport: string | undefined = undefined

  /** The response was completely written to the network. */
  finished = false
  /** The handler or the connection timed out. */
  timedOut = false
  /** The app was already closing when the request arrived. */
  closing = false
  /** Status of the response to an upgrade, for example 101. */
  upgradeStatus: number | undefined = undefined
  /** Progress of the `onResponse` hooks, which run after the response. */
  onResponse: 'not started' | 'running' | 'done' = 'not started'
  /** Completes the request when the hooks have run. */
  afterHooks: (() => void) | undefined = undefined
  /** The entry of the response in `Server-Timing`. */
  serverTiming: string | undefined = undefined

  constructor(http: HttpRequest, route: string | undefined) {
    const { raw } = http
    const { path, query, scheme, authority } = requestTarget(http)
    const { remoteAddress, remotePort } = raw.socket ?? {}
    this.method = http.method
    this.route = route
    this.path = path
    this.query = query
    this.scheme = scheme
    this.authority = authority
    this.protocolVersion = raw.httpVersionMajor >= 2 ? `${raw.httpVersionMajor}` : raw.httpVersion
    this.clientAddress = http.ip || undefined
    this.peerAddress = remoteAddress
    this.peerPort = remotePort
    this.userAgent = http.headers['user-agent']
  }

  /** Path and query. */
  get target(): string {
    return this.query === undefined ? this.path : `${this.path}?${this.query}`
  }

  get durationMillis(): number {
    return (this.endMillis ?? performance.now()) - this.startMillis
  }
}

/** Writes the line of a completed request if the logger of the request has its level enabled. */
export type RequestLog = (request: ServerRequest) => void

/** Measures traced requests. */
export interface RequestMetrics {
  begin(request: ServerRequest): void
  end(request: ServerRequest): void
}

const key = Symbol.for('cruddur.server-request')

declare module 'fastify' {
  interface FastifyRequest {
    [key]: ServerRequest | null
  }
}

/** Lets the requests of an app have their facts. */
export function decorateRequests(app: FastifyInstance): void {
  if (!app.hasRequestDecorator(key)) app.decorateRequest(key, null)
}

export function setServerRequest(request: FastifyRequest, facts: ServerRequest): void {
  request[key] = facts
}

/** The facts of a Fastify request; undefined before its first hook. */
export const serverRequestOf = (request: FastifyRequest): ServerRequest | undefined =>
  request[key] ?? undefined

/** The parts of a request target; `GET http://host/path` is allowed as well as `GET /path`. */
export interface RequestTarget {
  readonly path: string
  /** Without `?`; undefined if empty. */
  readonly query: string | undefined
  readonly scheme: string
  /** Name or address with an optional port; empty if the client sent none. */
  readonly authority: string
}

/** A proxy may send anything as `X-Forwarded-Proto`, which Fastify returns as the protocol. */
const schemes = new Set(['http', 'https', 'ws', 'wss'])

const absoluteForm = /^(https?):\/\/([^/?#]*)(.*)$/is

interface Target {
  readonly url: string
  readonly protocol: string
  readonly host: string
}

function requestTarget({ url, protocol, host }: Target): RequestTarget {
  const absolute = url.startsWith('/') ? null : absoluteForm.exec(url)
  const scheme = (absolute?.[1] ?? protocol).toLowerCase()
  const authority = absolute?.[2] ?? host
  const target = absolute?.[3] ?? url
  const queryAt = target.indexOf('?')
  const path = queryAt < 0 ? target : target.slice(0, queryAt)
  return {
    path: path === '' ? '/' : path,
    query: queryAt < 0 || queryAt === target.length - 1 ? undefined : target.slice(queryAt + 1),
    scheme: schemes.has(scheme) ? scheme : 'http',
    authority: authority.slice(authority.lastIndexOf('@') + 1),
  }
}
