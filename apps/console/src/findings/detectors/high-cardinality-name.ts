import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { some } from '../text.ts'
import { attribute } from '../trace/attribute.ts'
import { isId } from '../trace/path-template.ts'
import type { SpanNode } from '../trace/trace-graph.ts'

const url = /\bhttps?:\/\/\S|\/\S*[?&][\w.-]+=/i
const literal = /^\s*(?:select|insert|update|delete)\b.*(?:'[^']*'|[=<>]\s*\d+)/is
/** Five digits number orders, users and jobs, and no version, port or algorithm. */
const number = /\d{5,}/
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** Span names that differ from request to request. */
export const highCardinalityName: Detector = ({ nodes }) => {
  const services = Map.groupBy(nodes.filter(isHighCardinality), ({ span }) => span.ServiceName)
  return [...services].map(([service, ofService]) => {
    const names = [...new Set(ofService.map(({ span }) => span.SpanName.slice(0, 80)))]
    return findingOf('high-cardinality-name', ofService, {
      reason: `${countOf(ofService.length, 'span name')} of ${service} ${ofService.length === 1 ? 'contains' : 'contain'} a URL, an ID or a literal: ${some(names)}`,
      advice:
        'Name spans after the operation, {method} {route} or {operation} {table}, and put the URL, the ID or the statement in attributes.',
      evidence: { spans: ofService.length, firstName: names[0] ?? '' },
    })
  })
}

function isHighCardinality({ span }: SpanNode): boolean {
  const name = span.SpanName.slice(0, 1_000)
  if (url.test(name) || uuid.test(name) || number.test(name) || literal.test(name)) return true
  const path = /(?:^|\s)(\/\S*)/.exec(name)?.[1]
  if (path === undefined) return false
  const route = attribute(span, 'http.route', 'url.template')
  // A route may have literal numbers.
  return path !== route && path.split('/').some((segment) => /\d/.test(segment) && isId(segment))
}
