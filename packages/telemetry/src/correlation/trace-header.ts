import { INVALID_SPANID, INVALID_TRACEID } from '@opentelemetry/api'
import { fromSegmentId, fromXrayTraceId, toXrayTraceId } from './trace-ids.ts'

/** X-Ray sampling decision of an `X-Amzn-Trace-Id` header. `requested` is `Sampled=?`: the callee decides and returns its decision. */
export type SegmentDecision = 'sampled' | 'not_sampled' | 'requested'

export interface TraceHeader {
  /** W3C trace ID. */
  readonly traceId: string
  /** ID of the caller's segment or span; load balancers send none. */
  readonly parentId?: string
  readonly decision?: SegmentDecision
  /** Further `key=value` fields, unchanged; at most 256 characters. */
  readonly extra?: string
}

const longestHeader = 1024
const longestExtra = 256
const fieldPattern = /^([A-Za-z][\w-]{0,63})=([\w.:/+@-]{1,256})$/

const decisions: ReadonlyMap<string, SegmentDecision> = new Map([
  ['1', 'sampled'],
  ['0', 'not_sampled'],
  ['?', 'requested'],
])
const digits: Readonly<Record<SegmentDecision, string>> = {
  sampled: '1',
  not_sampled: '0',
  requested: '?',
}

/**
 * Parses `X-Amzn-Trace-Id` in every form that load balancers and SDKs send: `Root` alone, with or
 * without `Parent`, `Sampled` (`1`, `0`, `?`), `Self` and application fields, in any order and
 * case. A header without a valid `Root` is ignored, and so is a malformed field. A repeated header
 * is ignored unless all its values are equal.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function parseTraceHeader(
  value: string | readonly string[] | undefined,
): TraceHeader | undefined {
  const text = singleValue(value)
  if (text === undefined || text.length > longestHeader) return undefined
  return parseCanonical(text) ?? parseFields(text)
}

/** The form that SDKs send, without any other field. */
const canonical =
  /^Root=1-([\da-f]{8})-([\da-f]{24})(?:;Parent=([\da-f]{16}))?(?:;Sampled=([01?]))?$/

function parseCanonical(text: string): TraceHeader | undefined {
  const match = canonical.exec(text)
  if (match === null) return undefined
  const [, seconds = '', random = '', parentId, sampled] = match
  const traceId = seconds + random
  if (traceId === INVALID_TRACEID || parentId === INVALID_SPANID) return undefined
  const decision = sampled === undefined ? undefined : decisions.get(sampled)
  return { traceId, ...(parentId && { parentId }), ...(decision && { decision }) }
}

function parseFields(text: string): TraceHeader | undefined {
  let traceId: string | undefined
  let parentId: string | undefined
  let decision: SegmentDecision | undefined
  let extra = ''
  for (const field of text.split(';')) {
    const at = field.indexOf('=')
    if (at === -1) continue
    const content = field.slice(at + 1).trim()
    switch (field.slice(0, at).trim().toLowerCase()) {
      case 'root':
        traceId ??= fromXrayTraceId(content)
        break
      case 'parent':
        parentId ??= fromSegmentId(content)
        break
      case 'sampled':
        decision ??= decisions.get(content)
        break
      case 'self':
        break
      default:
        extra = withField(extra, field.trim())
    }
  }
  if (traceId === undefined) return undefined
  return {
    traceId,
    ...(parentId && { parentId }),
    ...(decision && { decision }),
    ...(extra && { extra }),
  }
}

/** Formats an `X-Amzn-Trace-Id` header: `Root`, then `Parent`, `Sampled` and further fields if known. */
export function formatTraceHeader({ traceId, parentId, decision, extra }: TraceHeader): string {
  let text = `Root=${toXrayTraceId(traceId)}`
  if (parentId) text += `;Parent=${parentId}`
  if (decision) text += `;Sampled=${digits[decision]}`
  if (extra) text += `;${extra}`
  return text
}

/** Node joins the values of a repeated header with commas. */
function singleValue(value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && !value.includes(',')) return value.trim()
  const values = new Set(
    (typeof value === 'string' ? value : value.join(',')).split(',').map((one) => one.trim()),
  )
  const [first, ...others] = values
  return others.length === 0 ? first : undefined
}

function withField(extra: string, field: string): string {
  if (!fieldPattern.test(field)) return extra
  const longer = extra === '' ? field : `${extra};${field}`
  return longer.length > longestExtra ? extra : longer
}
