import type { Cause } from './cause.ts'
import type { SegmentDocument } from './segment-document.ts'
import { independent } from './to-document.ts'

/**
 * Serializes a document as one or more texts within X-Ray's limit. A document that is too large is split:
 * subsegments that do not fit follow as separate documents. One that is too large without subsegments is
 * truncated and marked.
 */
export function splitDocument(document: SegmentDocument): string[] {
  const text = JSON.stringify(document)
  // A UTF-16 unit takes at most three bytes; most documents are small enough.
  if (text.length * 3 <= maxDocumentBytes || Buffer.byteLength(text) <= maxDocumentBytes) {
    return [text]
  }
  return split(document, String(document.trace_id))
}

function split(document: SegmentDocument, traceId: string): string[] {
  const { subsegments = [], ...own } = document
  const ownText = trimDocument(own)
  let remainingBytes = maxDocumentBytes - Buffer.byteLength(ownText) - '"subsegments":[],'.length
  const kept: string[] = []
  const others: string[] = []
  for (const child of subsegments) {
    const text = JSON.stringify(child)
    const bytes = Buffer.byteLength(text) + 1
    if (bytes <= remainingBytes) {
      remainingBytes -= bytes
      kept.push(text)
    } else others.push(...splitDocument(independent(child, traceId, document.id)))
  }
  const withKept =
    kept.length === 0 ? ownText : `${ownText.slice(0, -1)},"subsegments":[${kept.join(',')}]}`
  return [withKept, ...others]
}

/** X-Ray's limit is 64 kB; a UDP datagram holds 65,507 bytes including the daemon's header. */
export const maxDocumentBytes = 64_000

const mark = 'telemetry_trimmed'
const maxAnnotations = 50

/** Ordered by importance, the least important first; each step continues with the result of the previous one. */
const steps: readonly ((document: SegmentDocument) => SegmentDocument)[] = [
  ({ metadata: _, ...rest }) => rest,
  withoutStacks,
  withShortTexts,
  ({ id, name, start_time, end_time, trace_id, parent_id, type, error, fault, throttle }) => ({
    id,
    name,
    start_time,
    ...definedOnly({ end_time, trace_id, parent_id, type, error, fault, throttle }),
  }),
]

/** Serializes a document without subsegments, truncated until it fits and marked with the annotation `telemetry_trimmed`. */
function trimDocument(document: SegmentDocument): string {
  let text = JSON.stringify(document)
  let trimmed = document
  for (const step of steps) {
    if (Buffer.byteLength(text) <= maxDocumentBytes) break
    trimmed = step(trimmed)
    const kept = Object.entries(trimmed.annotations ?? {}).slice(0, maxAnnotations - 1)
    trimmed.annotations = { ...Object.fromEntries(kept), [mark]: true }
    text = JSON.stringify(trimmed)
  }
  return text
}

function withoutStacks(document: SegmentDocument): SegmentDocument {
  const { exceptions = [] } = (document.cause ?? {}) as Partial<Cause>
  if (exceptions.length === 0) return document
  const cause = {
    ...(document.cause as Cause),
    exceptions: exceptions
      .slice(0, 5)
      .map((one) => ({ ...one, truncated: one.stack.length + (one.truncated ?? 0), stack: [] })),
  }
  return { ...document, cause }
}

function withShortTexts(document: SegmentDocument): SegmentDocument {
  const shorten = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > 500 ? `${value.slice(0, 500)}…` : value
  return JSON.parse(JSON.stringify(document, shorten))
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
