import type { SpanRow } from '../../model/span-row.ts'
import { httpMethod } from './attribute.ts'

const maxName = 200
/** Spans that last until a pool hands out a connection, as instrumentations of several languages name them. */
const acquire =
  /pool.{0,20}(?:connect|acquire|checkout|check out|borrow|get|wait)|(?:acquire|obtain|borrow|checkout|check out|wait(?:ing)? for|get).{0,20}(?:connection|pool|conn\b)|datasource.{0,10}getconnection|prisma:engine:connection/i
const establish = /(?:^|[ ._:-])(?:connect|tls|tcp|dns|handshake|lookup)(?:$|[ ._:-])/i
const start =
  /(?:^|[ ._:-])(?:bootstrap|init|initialize|initialization|warm[ _-]?up|cold[ _-]?start|jit|class[ _-]?load(?:ing)?)(?:$|[ ._:-])|^(?:import|require|load(?:ing)? (?:module|model|config))/i

/** Waits for a connection of a pool; the pool may set up a new one meanwhile. */
export function acquiresConnection(span: SpanRow): boolean {
  const isLocal = span.SpanKind === 'Internal' || span.SpanKind === 'Client'
  return isLocal && httpMethod(span) === '' && acquire.test(span.SpanName.slice(0, maxName))
}

/** Connects, or looks up a name. */
export function establishesConnection(span: SpanRow): boolean {
  return !acquiresConnection(span) && establish.test(span.SpanName.slice(0, maxName))
}

/** Prepares a process for its first requests. */
export function setsUp(span: SpanRow): boolean {
  return establishesConnection(span) || start.test(span.SpanName.slice(0, maxName))
}
