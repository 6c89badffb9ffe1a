import type { Cause } from './cause.ts'
import type { SegmentDocument } from './to-document.ts'

/** AWS takes 64 kB; a UDP datagram carries 65,507 bytes with the daemon's header. */
export const maxDocumentBytes = 64_000

const mark = 'telemetry_trimmed'

/** From what is missed least to what is missed most; each step works on what the former left. */
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

/** The text of a document without subsegments, cut down until it fits; the annotation `telemetry_trimmed` tells of it. */
export function trimDocument(document: SegmentDocument): string {
  let text = JSON.stringify(document)
  let trimmed = document
  for (const step of steps) {
    if (Buffer.byteLength(text) <= maxDocumentBytes) break
    trimmed = step(trimmed)
    trimmed.annotations = { ...trimmed.annotations, [mark]: true }
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
