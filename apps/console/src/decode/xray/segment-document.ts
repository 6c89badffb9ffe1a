import type { SegmentRow } from '../../model/segment-row.ts'
import { readTraceId, segmentIdPattern } from './identifiers.ts'
import { type Block, instanceIdOf, segmentRow, type TraceContext } from './segment-row.ts'

/** A document that X-Ray would not process, with its error code in `UnprocessedTraceSegments`. */
interface UnprocessedDocument {
  readonly id: string
  readonly errorCode: 'ParseError' | 'InvalidDocument' | 'DocumentTooLarge'
  readonly message: string
}

export type DecodedDocument =
  | { readonly rows: readonly SegmentRow[] }
  | { readonly unprocessed: UnprocessedDocument }

/** AWS's limit for one document, which also fits a datagram. */
const maxDocumentBytes = 64 * 1024

/** Accepted start times in seconds since the epoch, inclusive. */
export interface TimeWindow {
  readonly earliest: number
  readonly latest: number
}

/** Times that fit a 64-bit count of nanoseconds. */
const anyTime: TimeWindow = { earliest: 1, latest: 9e9 }

/**
 * Rows of one segment document, or of one independent subsegment document: the document itself
 * and each subsegment nested in it that is well-formed.
 */
export function decodeSegmentDocument(text: string, window: TimeWindow = anyTime): DecodedDocument {
  if (Buffer.byteLength(text) > maxDocumentBytes) {
    return unprocessed('', 'DocumentTooLarge', `a document has at most ${maxDocumentBytes} bytes`)
  }
  try {
    const document: unknown = JSON.parse(text)
    if (!isBlock(document)) return unprocessed('', 'ParseError', 'a document is a JSON object')
    const id = typeof document.id === 'string' ? document.id.slice(0, 64) : ''
    const traceId = readTraceId(document.trace_id)
    const problem = traceId === undefined ? 'trace_id' : firstProblem(document, window)
    if (traceId === undefined || problem !== undefined) {
      return unprocessed(id, 'InvalidDocument', `${problem} is missing, malformed or out of range`)
    }
    return { rows: rowsOf(document, traceId, window) }
  } catch {
    // Not JSON, or nested too deep for JSON.parse.
    return unprocessed('', 'ParseError', 'the document is not well-formed JSON')
  }
}

function rowsOf(document: Block, traceId: string, window: TimeWindow): SegmentRow[] {
  const isSubsegment = document.type === 'subsegment'
  const context: TraceContext = {
    traceId,
    serviceName: isSubsegment ? '' : String(document.name),
    instanceId: instanceIdOf(document),
  }
  const parentId = segmentIdPattern.test(String(document.parent_id)) ? document.parent_id : ''
  const rows = [segmentRow(document, String(parentId).toLowerCase(), isSubsegment, context)]
  const open = [document]
  // Iterative, because the sender chooses the depth.
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (!Array.isArray(parent.subsegments)) continue
    for (const child of parent.subsegments) {
      if (!isBlock(child) || firstProblem(child, window, true) !== undefined) continue
      rows.push(segmentRow(child, String(parent.id).toLowerCase(), true, context))
      open.push(child)
    }
  }
  return rows
}

/** Name of the first required field that is missing or malformed. */
function firstProblem(block: Block, window: TimeWindow, nested = false): string | undefined {
  if (typeof block.name !== 'string' || block.name === '') return 'name'
  if (typeof block.id !== 'string' || !segmentIdPattern.test(block.id)) return 'id'
  if (!isTime(block.start_time, window)) return 'start_time'
  // A nested subsegment without an end was still open when its segment was sent.
  const finished = block.end_time !== undefined
  if (finished ? !isTime(block.end_time, anyTime) : !nested && block.in_progress !== true)
    return 'end_time'
  return undefined
}

function isTime(value: unknown, { earliest, latest }: TimeWindow): value is number {
  return typeof value === 'number' && value >= earliest && value <= latest
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unprocessed(
  id: string,
  errorCode: UnprocessedDocument['errorCode'],
  message: string,
): DecodedDocument {
  return { unprocessed: { id, errorCode, message } }
}
