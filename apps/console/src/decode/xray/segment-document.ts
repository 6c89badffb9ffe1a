import type { SegmentRow } from '../../model/segment-row.ts'
import { readTraceId, segmentIdPattern } from './identifiers.ts'
import { type Block, instanceIdOf, segmentRow, type TraceContext } from './segment-row.ts'

/** A document that X-Ray would not process, with its error code in `UnprocessedTraceSegments`. */
interface UnprocessedDocument {
  readonly id: string
  readonly errorCode: 'ParseError' | 'InvalidDocument' | 'DocumentTooLarge'
  readonly message: string
}

export interface DecodedDocument {
  readonly rows: readonly SegmentRow[]
  /** The document, or the subsegments in it that are invalid. */
  readonly unprocessed: readonly UnprocessedDocument[]
}

/** AWS's limit for one document, which also fits a datagram. */
const maxDocumentBytes = 64 * 1024

/** Accepted times in seconds since the epoch, inclusive. */
export interface TimeWindow {
  /** Of the start. */
  readonly earliest: number
  readonly latest: number
  /** Documents that ended before this are outside the retention. */
  readonly earliestEnd: number
  /** Day since 1970-01-01 until which documents of a day or longer are kept. */
  readonly retainLongUntil?: number
}

const daySeconds = 86_400
/** The end of ClickHouse's DateTime. */
const anyTime: TimeWindow = { earliest: 1, latest: 2 ** 32 - 1, earliestEnd: 1 }

/**
 * Returns the rows of one segment document, or of one independent subsegment document: the document
 * itself and each valid subsegment nested in it.
 */
export function decodeSegmentDocument(text: string, window: TimeWindow = anyTime): DecodedDocument {
  const bytes = Buffer.byteLength(text)
  if (bytes > maxDocumentBytes)
    return refused('', 'DocumentTooLarge', `a document must have at most ${maxDocumentBytes} bytes`)
  try {
    const document: unknown = JSON.parse(text)
    if (!isBlock(document)) return refused('', 'ParseError', 'a document must be a JSON object')
    const traceId = readTraceId(document.trace_id)
    const problem =
      traceId === undefined
        ? 'trace_id must be 1-<8 hex digits>-<24 hex digits> or 32 hex digits'
        : firstProblem(document, window)
    if (traceId === undefined || problem !== undefined)
      return refused(idOf(document), 'InvalidDocument', problem ?? '')
    return readDocument(document, traceId, window)
  } catch {
    // Not JSON, or nested too deep for JSON.parse.
    return refused('', 'ParseError', 'the document is not well-formed JSON')
  }
}

function readDocument(document: Block, traceId: string, window: TimeWindow): DecodedDocument {
  const isSubsegment = document.type === 'subsegment'
  const context: TraceContext = {
    traceId,
    serviceName: isSubsegment ? '' : String(document.name),
    instanceId: instanceIdOf(document),
    retainUntil: isLong(document) ? window.retainLongUntil : undefined,
  }
  const parentId = segmentIdPattern.test(String(document.parent_id)) ? document.parent_id : ''
  const rows = [segmentRow(document, String(parentId).toLowerCase(), isSubsegment, context)]
  const unprocessed: UnprocessedDocument[] = []
  const open = [{ block: document, parentId: String(document.id).toLowerCase() }]
  // Iterative, because the sender chooses the depth.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!Array.isArray(next.block.subsegments)) continue
    for (const child of next.block.subsegments) {
      const problem = isBlock(child) ? firstProblem(child, window, true) : 'must be a JSON object'
      if (problem === undefined) rows.push(segmentRow(child, next.parentId, true, context))
      else
        unprocessed.push({
          id: (isBlock(child) && idOf(child)) || idOf(document),
          errorCode: 'InvalidDocument',
          message: `subsegment: ${problem}`,
        })
      if (!isBlock(child)) continue
      // Subsegments of an invalid one belong to its closest valid ancestor.
      const id = problem === undefined ? String(child.id).toLowerCase() : next.parentId
      open.push({ block: child, parentId: id })
    }
  }
  return { rows, unprocessed }
}

/** Describes the first required field that is missing or invalid. */
function firstProblem(block: Block, window: TimeWindow, nested = false): string | undefined {
  const { name, id, start_time, end_time, in_progress } = block
  if (typeof name !== 'string' || name === '') return 'name must be a non-empty string'
  if (typeof id !== 'string' || !segmentIdPattern.test(id)) return 'id must be 16 hex digits'
  if (!isTime(start_time, window))
    return 'start_time must be seconds since the epoch, not older than 30 days and not in the future'
  // A nested subsegment without an end was still open when its segment was sent.
  const isFinished = end_time !== undefined
  if (isFinished ? !isTime(end_time, anyTime) : !nested && in_progress !== true)
    return 'end_time must be seconds since the epoch, or in_progress must be true'
  const last = isTime(end_time, anyTime) ? Math.max(end_time, start_time) : start_time
  if (!nested && last < window.earliestEnd)
    return 'older than the retention (CONSOLE_RETENTION_DAYS)'
  return undefined
}

function isTime(value: unknown, { earliest, latest }: TimeWindow): value is number {
  return typeof value === 'number' && value >= earliest && value <= latest
}

function isLong({ start_time, end_time }: Block): boolean {
  return Number(end_time) - Number(start_time) >= daySeconds
}

function idOf({ id }: Block): string {
  return typeof id === 'string' ? id.slice(0, 64) : ''
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(
  id: string,
  errorCode: UnprocessedDocument['errorCode'],
  message: string,
): DecodedDocument {
  return { rows: [], unprocessed: [{ id, errorCode, message }] }
}
