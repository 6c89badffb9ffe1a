import type { IncomingHttpHeaders } from 'node:http'
import type { TextMapGetter } from '@opentelemetry/api'

type HeaderValue = string | readonly string[] | undefined

/** Reads a header by its lower-case name. */
export type ReadHeader = (name: string) => HeaderValue

/** Known names by their lower-case form; SQS has `X-Amzn-Trace-Id` in the system attributes of a message. */
const headerNames: ReadonlyMap<string, string> = new Map([
  ...['traceparent', 'tracestate', 'baggage', 'x-amzn-trace-id', 'host'].map(
    (name): [string, string] => [name, name],
  ),
  ['awstraceheader', 'x-amzn-trace-id'],
])

/** Properties that hold the headers of a message or event: SQS, SNS, API Gateway, AMQP, Kafka, Pub/Sub, Node. */
const containers = new Set([
  'attributes',
  'Attributes',
  'headers',
  'messageAttributes',
  'MessageAttributes',
  'multiValueHeaders',
  'properties',
  'Sns',
  'message',
  'rawHeaders',
])

/** Reads the headers of Node's requests, whose names are in lower case: there are no other spellings to look for. */
export const nodeHeaders: TextMapGetter<IncomingHttpHeaders> = {
  get: (headers, name) => headers[name],
  keys: (headers) => Object.keys(headers),
}

const maxDepth = 3

/** Most keys of a carrier are other headers, which their length shows without converting them. */
const lengths = new Set([...headerNames.keys(), ...containers].map(({ length }) => length))

const noHeaders: ReadonlyMap<string, HeaderValue> = new Map()

/**
 * Reads headers from any carrier: header names in any case, values as text, bytes, lists or SQS
 * attributes, and headers inside a message or an event. Unreadable values count as absent.
 */
export function carrierHeaders(carrier: unknown, getter: TextMapGetter): ReadHeader {
  if ((getter as unknown) === nodeHeaders) return (name) => (carrier as IncomingHttpHeaders)[name]
  let collected: ReadonlyMap<string, HeaderValue> | undefined
  return (name) => {
    const exact = exactHeader(carrier, getter, name)
    if (exact !== undefined) return exact
    collected ??= collect(carrier, getter)
    return collected.get(name)
  }
}

function exactHeader(carrier: unknown, getter: TextMapGetter, name: string): HeaderValue {
  try {
    return headerText(getter.get(carrier, name))
  } catch {
    return undefined
  }
}

/** The headers that have another spelling or are inside of the carrier. */
function collect(carrier: unknown, getter: TextMapGetter): ReadonlyMap<string, HeaderValue> {
  let headers: Map<string, HeaderValue> | undefined

  function add(key: unknown, value: unknown, depth: number): void {
    if (typeof key !== 'string' || !lengths.has(key.length)) return
    if (containers.has(key) && isObject(value)) {
      addAll(value, depth + 1)
      return
    }
    const name = headerNames.get(key.toLowerCase())
    if (name === undefined) return
    headers ??= new Map()
    if (!headers.has(name)) headers.set(name, headerText(value))
  }

  function addAll(source: object, depth: number): void {
    if (depth > maxDepth || source instanceof Uint8Array) return
    if (isIterable(source)) {
      let before: unknown
      for (const entry of source) {
        if (Array.isArray(entry)) add(entry[0], entry[1], depth)
        else if (isObject(entry)) addEntry(entry, depth)
        // Names and values alternate in Node's raw headers.
        else add(before, entry, depth)
        before = before === undefined ? entry : undefined
      }
    } else for (const key in source) add(key, (source as Fields)[key], depth)
  }

  /** `{ key, value }`, or a header as an object of its own. */
  function addEntry(entry: object, depth: number): void {
    const { key, name = key, value } = entry as Fields
    if (typeof name === 'string' && value !== undefined) add(name, value, depth)
    else addAll(entry, depth + 1)
  }

  attempt(() => {
    if (!isObject(carrier)) return
    for (const key of getter.keys(carrier)) {
      // Headers with the usual spelling are read without this.
      if (!lengths.has(key.length) || headerNames.get(key) === key) continue
      add(key, getter.get(carrier, key), 0)
    }
  })
  attempt(() => isObject(carrier) && isIterable(carrier) && addAll(carrier, 0))
  return headers ?? noHeaders
}

function headerText(value: unknown): HeaderValue {
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (Array.isArray(value)) {
    // Lambda passes the headers of Kafka as lists of bytes.
    if (typeof value[0] === 'number') return Buffer.from(value).toString()
    return value.map(headerText).filter((one) => typeof one === 'string')
  }
  const { StringValue, stringValue, Value, BinaryValue, binaryValue, type, data } = value as Fields
  if (type === 'Buffer') return headerText(data)
  const text = StringValue ?? stringValue ?? Value
  if (typeof text === 'string') return text
  const binary = BinaryValue ?? binaryValue
  return typeof binary === 'string' ? Buffer.from(binary, 'base64').toString() : headerText(binary)
}

/** A carrier that cannot be read has no headers. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isIterable = (value: object): value is Iterable<unknown> =>
  typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function'
