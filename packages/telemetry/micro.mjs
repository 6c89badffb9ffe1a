import { TracerProvider } from '@opentelemetry/sdk-trace'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { ROOT_CONTEXT, trace, context, propagation, createContextKey } from '@opentelemetry/api'
import { AsyncLocalStorage } from 'node:async_hooks'
const sinkP = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }
const p = new TracerProvider({ resource: resourceFromAttributes({ a: 'b' }), spanProcessors: [sinkP, sinkP, sinkP] })
const tracer = p.getTracer('x')
function sdk(i) {
  const span = tracer.startSpan('request', { attributes: { 'fastify.root': '@fastify/otel', 'http.request.method': 'GET', 'url.path': '/api/activities/home', 'http.route': '/api/activities/home' }, kind: 1 }, ROOT_CONTEXT)
  span.updateName('GET /api/activities/home')
  span.setAttributes({ 'url.path': '/api/activities/home', 'url.query': undefined, 'url.scheme': 'http', 'server.address': '127.0.0.1', 'server.port': 3000 + (i & 1), 'client.address': '127.0.0.1', 'user_agent.original': undefined })
  span.setAttributes({ 'cruddur.request.outcome': 'completed', 'http.response.status_code': 200, 'error.type': undefined, 'cruddur.error_report.uuid': undefined })
  span.end()
  return span
}
const k = createContextKey('k')
const sp = tracer.startSpan('x')
function ctx() { const c = ROOT_CONTEXT.setValue(k, 1); return trace.setSpan(c, sp) }
const als = new AsyncLocalStorage()
function run() { return als.run(ROOT_CONTEXT, () => 1) }
class L { constructor(p, k, v) { this.p = p; this.k = k; this.v = v } getValue(k) { let c = this; do { if (c.k === k) return c.v; c = c.p } while (c); } setValue(k, v) { return new L(this, k, v) } }
const LROOT = new L(undefined, undefined, undefined)
function lctx() { const c = LROOT.setValue(k, 1); return trace.setSpan(c, sp) }
function time(name, fn, n = 300000) {
  let best = Infinity
  for (let r = 0; r < 8; r++) { const c = process.cpuUsage(); for (let i = 0; i < n; i++) fn(i); const d = process.cpuUsage(c); best = Math.min(best, (d.user + d.system) / n) }
  console.log(name.padEnd(20), best.toFixed(3), 'µs')
}
time('sdk span', sdk); time('two contexts', ctx); time('two linked', lctx); time('als.run', run)
time('perf.now', () => performance.now())
