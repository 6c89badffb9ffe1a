import { normalizeDocument } from './normalize-document.ts'
import { type OpenApiDocument, type Operation, operationsOf } from './open-api.ts'
import { problemsOf, type SampleOptions, sampleValue } from './sample-value.ts'

/** The result of one request. */
export interface Outcome {
  /** 0 without a response. */
  readonly status: number
  /** Violations of the document by the response; empty when it conforms. */
  readonly problem: string
}

/** By request, such as `GET /api/activities` and `GET /api/activities with all parameters`. */
export type Outcomes = ReadonlyMap<string, Outcome>

export const isSuccess = ({ status, problem }: Outcome) =>
  status >= 200 && status < 400 && problem === ''

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const timeoutMillis = 20_000
const maxSeen = 20
let runs = 0

/**
 * Sends the requests of a document to a service: each operation with its required values and with all
 * values, first those without path parameters, whose responses have the IDs for the others.
 */
export async function exercise(url: string, described: OpenApiDocument): Promise<Outcomes> {
  const document = normalizeDocument(described)
  const outcomes = new Map<string, Outcome>()
  const seen = new Map<string, unknown[]>()
  runs += 1
  const operations = [...operationsOf(document)].sort(
    ([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1),
  )
  for (const [key, operation] of operations)
    for (const isComplete of [false, true]) {
      let best: Outcome | undefined
      for (const prefersSeen of [true, false]) {
        const suffix = `${process.pid}-${runs}-${outcomes.size}`
        const request = requestOf(url, key, operation, { seen, prefersSeen, isComplete, suffix })
        if (!request || (best && isSuccess(best))) continue
        const outcome = await send(request, operation, seen)
        if (!best || isSuccess(outcome)) best = outcome
      }
      if (best) outcomes.set(isComplete ? `${key} with all parameters` : key, best)
    }
  return outcomes
}

const rank = (key: string) => order.indexOf(key.split(' ')[0] ?? '') * 2 + (/\{/.test(key) ? 1 : 0)

function requestOf(
  base: string,
  key: string,
  { parameters = [], requestBody }: Operation,
  options: SampleOptions,
): Request | undefined {
  const [method = '', template = ''] = key.split(' ')
  const query = new URLSearchParams()
  const headers = new Headers()
  let path = template
  for (const { in: place, name, required = false, schema = {} } of parameters) {
    if (!required && !options.isComplete) continue
    const value = sampleValue(schema, name, options)
    if (value === undefined) {
      if (required) return undefined
    } else if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)))
    else if (place === 'query') query.set(name, String(value))
    else if (place === 'header') headers.set(name, String(value))
  }
  const [[type, media] = []] = Object.entries(requestBody?.content ?? {})
  const body = media?.schema && sampleValue(media.schema, '', options)
  if (requestBody?.required && body === undefined) return undefined
  if (body !== undefined && type) headers.set('content-type', type)
  const search = query.size > 0 ? `?${query}` : ''
  return new Request(`${base}${path}${search}`, {
    method,
    headers,
    signal: AbortSignal.timeout(timeoutMillis),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function send(
  request: Request,
  operation: Operation,
  seen: Map<string, unknown[]>,
): Promise<Outcome> {
  try {
    const response = await fetch(request)
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    const body: unknown = isJson && text ? JSON.parse(text) : undefined
    if (response.ok) remember(body, seen)
    return { status: response.status, problem: problemOf(response, body, operation) }
  } catch (error) {
    return { status: 0, problem: `no response: ${(error as Error).message}` }
  }
}

function problemOf({ status, ok, headers }: Response, body: unknown, operation: Operation): string {
  const { responses = {} } = operation
  const names = [`${status}`, `${String(status)[0]}XX`, `${String(status)[0]}xx`, 'default']
  const name = names.find((candidate) => candidate in responses)
  if (name === undefined)
    return ok && Object.keys(responses).length > 0 ? 'undocumented status' : ''
  const type = (headers.get('content-type') ?? '').split(';')[0] ?? ''
  const schema = responses[name]?.content?.[type]?.schema
  return schema ? problemsOf(schema, body) : ''
}

/** Keeps scalar values by the name of their property. */
function remember(value: unknown, seen: Map<string, unknown[]>): void {
  if (Array.isArray(value)) for (const item of value.slice(0, maxSeen)) remember(item, seen)
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) {
      if (typeof item === 'object') remember(item, seen)
      else {
        const known = seen.get(name) ?? []
        if (known.length < maxSeen) seen.set(name, [...known, item])
      }
    }
}

/** Requests that succeeded before and do not now, one line each. */
export function newFailures(before: Outcomes, now: Outcomes): string[] {
  return [...before].flatMap(([key, outcome]) => {
    const current = now.get(key)
    if (!isSuccess(outcome) || (current && isSuccess(current))) return []
    if (!current) return [`${key} can no longer be sent`]
    const reason = current.problem || `before ${outcome.status}`
    return [`${key} returned ${current.status || 'nothing'} (${reason})`]
  })
}
