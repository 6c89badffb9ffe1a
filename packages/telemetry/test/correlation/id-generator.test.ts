import { isValidSpanId, isValidTraceId } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import {
  createIdGenerator,
  fromSegmentId,
  fromXrayTraceId,
  toXrayTraceId,
} from '../../src/correlation/index.ts'

describe('createIdGenerator', () => {
  it('starts each trace ID with the epoch seconds', () => {
    const ids = createIdGenerator(() => 0x67891233 * 1000 + 999)
    expect(ids.generateTraceId()).toMatch(/^67891233[0-9a-f]{24}$/)
  })

  it('generates valid, unique IDs across blocks of random bytes', () => {
    const ids = createIdGenerator()
    const traceIds = Array.from({ length: 5000 }, ids.generateTraceId)
    const spanIds = Array.from({ length: 5000 }, ids.generateSpanId)
    expect(new Set([...traceIds, ...spanIds]).size).toBe(10_000)
    expect(traceIds.every(isValidTraceId)).toBe(true)
    expect(spanIds.every(isValidSpanId)).toBe(true)
  })
})

describe('trace ID conversion', () => {
  it('converts W3C to X-Ray and back', () => {
    const traceId = createIdGenerator().generateTraceId()
    expect(toXrayTraceId(traceId)).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/)
    expect(fromXrayTraceId(toXrayTraceId(traceId))).toBe(traceId)
  })

  it('accepts only segment IDs of 16 hex digits', () => {
    expect(fromSegmentId('53995C3F42CD8AD8')).toBe('53995c3f42cd8ad8')
    expect(fromSegmentId('0000000000000000')).toBeUndefined()
    expect(fromSegmentId('53995c3f')).toBeUndefined()
  })
})
