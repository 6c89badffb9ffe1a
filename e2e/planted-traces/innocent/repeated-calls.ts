import { rpc } from '../build/data-spans.ts'
import { client } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

/** Calls that are repeated for a reason. */
export const innocentRepeatedCalls: Readonly<Record<string, Scenario>> = {
  'polling until it is ready': (trace) => {
    const request = beginRequest(trace, 9_000)
    const path = `/exports/${identifier(trace.random)}`
    let { at } = request
    for (let poll = trace.random.int(5, 12); poll > 0; poll -= 1)
      at =
        client(trace, request.service, request.root, at, 25, 'exports.internal', {
          path,
          status: poll === 1 ? 200 : trace.random.pick([202, 404]),
        }).end + trace.random.pick([100, 250, 600])
  },
  'parts of an upload': (trace) => {
    const request = beginRequest(trace, 5_000, { method: 'POST' })
    const upload = trace.random.hex(20)
    let { at } = request
    for (let part = 1; part <= trace.random.int(6, 20); part += 1)
      at =
        client(
          trace,
          request.service,
          request.root,
          at,
          trace.random.millis(60, 200),
          'bucket.s3.amazonaws.com',
          { method: 'PUT', path: `/videos/${upload}?partNumber=${part}&uploadId=${upload}` },
        ).end + 1
  },
  'pages of an API': (trace) => {
    const request = beginRequest(trace, 4_000)
    let { at } = request
    for (let page = 1; page <= trace.random.int(6, 15); page += 1)
      at =
        client(
          trace,
          request.service,
          request.root,
          at,
          trace.random.millis(40, 150),
          'api.github.com',
          { path: `/repos/shop/issues?per_page=100&page=${page}` },
        ).end + 1
  },
  'objects of S3': (trace) => {
    const request = beginRequest(trace, 900)
    for (let index = trace.random.int(6, 20); index > 0; index -= 1)
      trace.span(request.service, request.root, request.at + index * 8, 25, 'S3.GetObject', {
        kind: 3,
        attributes:
          request.service.sdk.conventions === 'current'
            ? { 'rpc.system.name': 'aws-api', 'rpc.method': 'S3/GetObject' }
            : { 'rpc.system': 'aws-api', 'rpc.service': 'S3', 'rpc.method': 'GetObject' },
      })
  },
  'a few RPCs': (trace) => {
    const request = beginRequest(trace, 90)
    let { at } = request
    for (let index = trace.random.int(1, 4); index > 0; index -= 1)
      at = rpc(trace, request.service, request.root, at, 9, ['shop.Pricing', 'GetPrice']).end + 0.3
  },
}
