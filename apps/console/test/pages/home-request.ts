import { type Span, SpanKind } from '@opentelemetry/api'
import type { Sender } from './sender.ts'

const MICRO = 1_000n

/** The two services of a timeline request. */
export interface Senders {
  readonly home: Sender
  readonly user: Sender
}

export interface HomeRequest {
  readonly startNano: bigint
  /** Scales all durations; 100 is a request of 42 ms. */
  readonly percent?: number
  /** user-activities is unreachable, so the request fails. */
  readonly failed?: boolean
}

/** The spans of GET /api/activities/home in both services. */
export function sendHomeRequest({ home, user }: Senders, request: HomeRequest): Span {
  const { startNano, percent = 100, failed = false } = request
  const micros = (count: number) => (BigInt(count) * MICRO * BigInt(percent)) / 100n
  const at = (start: number, duration: number) => ({
    startNano: startNano + micros(start),
    durationNano: micros(duration),
  })
  const refused = new Error('connect ECONNREFUSED 127.0.0.1:4002')
  const root = home.send({
    ...at(0, 42_123),
    name: 'GET /api/activities/home',
    kind: SpanKind.SERVER,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/api/activities/home',
      'http.response.status_code': failed ? 503 : 200,
      'url.path': '/api/activities/home',
      'user_agent.original': 'curl/8.5.0',
    },
    ...(failed ? { error: new Error('user-activities does not respond') } : {}),
  })
  const show = home.send({
    ...at(800, 40_100),
    name: 'Show home activities',
    parent: root,
    attributes: { 'app.now': '2026-11-22T09:30:00.000Z', 'app.result_length': failed ? 0 : 20 },
  })
  const call = home.send({
    ...at(1_200, 36_400),
    name: 'GET',
    kind: SpanKind.CLIENT,
    parent: show,
    attributes: { 'server.address': '127.0.0.1', 'server.port': 4002 },
    ...(failed ? { error: refused } : {}),
  })
  if (failed) return root
  const serve = user.send({
    ...at(4_000, 31_000),
    name: 'GET /api/activities',
    kind: SpanKind.SERVER,
    parent: call,
    attributes: { 'http.route': '/api/activities', 'http.response.status_code': 200 },
  })
  const list = user.send({ ...at(5_100, 28_300), name: 'List activities', parent: serve })
  for (const [start, duration, query] of [
    [
      6_000,
      14_500,
      'SELECT * FROM activities WHERE expires_at > $1 ORDER BY created_at DESC LIMIT $2',
    ],
    [21_000, 9_800, 'SELECT * FROM replies WHERE reply_to_activity_uuid = ANY($1)'],
  ] as const)
    user.send({
      ...at(start, duration),
      name: 'pg.query:SELECT cruddur',
      kind: SpanKind.CLIENT,
      parent: list,
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': query },
    })
  home.send({ ...at(38_400, 1_900), name: 'serialize', parent: show })
  return root
}
