import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { some } from '../text.ts'
import { attribute, httpMethod, httpStatus, httpUrl, pathOf } from '../trace/attribute.ts'
import type { SpanNode } from '../trace/trace-graph.ts'

/** Proxies and servers of files have no routes. */
const routeless =
  /envoy|nginx|traefik|haproxy|caddy|istio|gateway|proxy|ingress|kong|apisix|varnish|static/i
const file = /\.[a-z][a-z\d]{1,4}$/i
const descendants = 50

/** Requests that succeeded, so that a route must have matched, but whose spans do not name it. */
export const missingRoute: Detector = ({ nodes }) => {
  const services = Map.groupBy(nodes.filter(lacksRoute), ({ span }) => span.ServiceName)
  return [...services].map(([service, requests]) => {
    const names = [...new Set(requests.map(({ span }) => span.SpanName))]
    return findingOf('missing-route', requests, {
      reason: `${countOf(requests.length, 'server span')} of ${service} ${requests.length === 1 ? 'has' : 'have'} no http.route: ${some(names)}`,
      advice:
        'Set http.route to the matched route pattern, such as /users/:id, and name the span {method} {route}; an instrumentation of the web framework does both.',
      evidence: { spans: requests.length, firstPath: pathOf(httpUrl(requests[0]?.span ?? noSpan)) },
    })
  })
}

const noSpan = { SpanAttributes: {} } as SpanNode['span']

function lacksRoute(node: SpanNode): boolean {
  const { span } = node
  const method = httpMethod(span)
  const status = httpStatus(span)
  return (
    span.SpanKind === 'Server' &&
    method !== '' &&
    method !== 'OPTIONS' &&
    method !== 'CONNECT' &&
    status >= 200 &&
    status < 300 &&
    attribute(span, 'rpc.system.name', 'rpc.system') === '' &&
    !routeless.test(`${span.ServiceName} ${span.ScopeName} ${attribute(span, 'component')}`) &&
    !file.test(pathOf(httpUrl(span))) &&
    !hasRoute(node)
  )
}

/** On the span, or on that of the framework below it. */
function hasRoute(node: SpanNode): boolean {
  const queue: SpanNode[] = [node]
  for (let index = 0; index < Math.min(queue.length, descendants); index += 1) {
    const next = queue[index]
    if (next === undefined) break
    if (attribute(next.span, 'http.route') !== '') return true
    for (const child of next.children.slice(0, descendants))
      if (child.span.SpanKind === 'Internal' && child.span.ServiceName === node.span.ServiceName)
        queue.push(child)
  }
  return false
}
