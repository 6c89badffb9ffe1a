import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MetricResult } from '../../src/contract/metrics.ts'
import { decodeJsonMetrics } from '../../src/decode/otlp/json/decode-metrics.ts'
import { readMetric } from '../../src/query/metrics/read-metric.ts'
import type { Store } from '../../src/store/open-store.ts'
import {
  explicitPoint,
  exponentialPoint,
  generateProcesses,
  generator,
  type Measurement,
  type MetricProcess,
  nano,
  reportedBy,
} from '../support/metric-process.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTempStore()
})
afterAll(() => store.close())

const intervalMillis = 10_000
const now = Math.floor(Date.now() / 60_000) * 60_000
const from = now - 600_000
const range = { start: new Date(from).toISOString(), end: new Date(now).toISOString() }
const [delta, cumulative] = [1, 2]

/** Identity of a process, its start, and the content of its points. */
const variant = fc.record({
  seed: fc.integer(),
  temporality: fc.constantFrom(delta, cumulative),
  /** Without an instance ID, processes share their series. */
  hasInstance: fc.boolean(),
  /** Without a start time, only a lower value shows a restart. */
  hasStart: fc.boolean(),
})
type Variant = typeof variant extends fc.Arbitrary<infer Value> ? Value : never

let runs = 0

/** Sends the points of every process, some of them twice. */
async function send(
  processes: readonly MetricProcess[],
  { temporality, hasInstance, hasStart, seed }: Variant,
  toMetric: (values: readonly Measurement[], point: object) => object,
): Promise<string> {
  const random = generator(seed)
  const service = `generated-${runs++}`
  const resourceMetrics = processes.flatMap((process) => {
    const reported = reportedBy(process)
    return process.exportsMillis.flatMap((at, index) => {
      const since = temporality === delta ? process.exportsMillis[index - 1] : undefined
      const values = temporality === delta ? reported[index] : reported.slice(0, index + 1).flat()
      const start = hasStart ? { startTimeUnixNano: nano(since ?? process.startMillis) } : {}
      const metrics = [toMetric(values ?? [], { timeUnixNano: nano(at), ...start })]
      const instance = hasInstance ? [attribute('service.instance.id', process.instance)] : []
      const attributes = [attribute('service.name', service), ...instance]
      const exported = { resource: { attributes }, scopeMetrics: [{ metrics }] }
      return random() < 0.2 ? [exported, exported] : [exported]
    })
  })
  const { rows, rejected } = decodeJsonMetrics(Buffer.from(JSON.stringify({ resourceMetrics })))
  expect(rejected).toBe(0)
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind))
    await store.sink.insert(kind, ofKind.map(({ row }) => row) as never)
  return service
}

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })

/** The measurements of each step, by the time at which a reader can know them. */
function perStep(
  processes: readonly MetricProcess[],
  result: Pick<MetricResult, 'startUnixNano' | 'stepNano' | 'stepCount'>,
  chosen: Variant,
): number[][] {
  const steps = Array.from({ length: result.stepCount }, (): number[] => [])
  const startMillis = Number(BigInt(result.startUnixNano) / 1_000_000n)
  const stepMillis = Number(result.stepNano) / 1e6
  for (const [order, process] of processes.entries())
    for (const [index, measured] of reportedBy(process).entries()) {
      // Without a start time, the first point of a cumulative series is only its baseline.
      const isFirst = index === 0 && (order === 0 || chosen.hasInstance)
      if (isFirst && chosen.temporality === cumulative && !chosen.hasStart) continue
      const at = process.exportsMillis[index] ?? 0
      const step = steps[Math.floor((at - startMillis) / stepMillis)]
      step?.push(...measured.map(({ value }) => value))
    }
  return steps
}

/** Only a lower value shows a restart of a series without start time and instance ID. */
function generate({ seed, temporality, hasInstance, hasStart }: Variant): MetricProcess[] {
  const processes = generateProcesses(generator(seed), { from, to: now - 1, intervalMillis })
  if (temporality === delta || hasInstance || hasStart) return processes
  let before = Number.POSITIVE_INFINITY
  return processes.map((process) => {
    const [first = []] = reportedBy(process)
    const dropped = new Set(before === 0 ? [] : first.slice(Math.max(0, before - 1)))
    const measurements = process.measurements.filter((one) => !dropped.has(one))
    before = measurements.length
    return { ...process, measurements }
  })
}

const shares = [
  [0.5, 'p50s'],
  [0.95, 'p95s'],
  [0.99, 'p99s'],
] as const

const rank = (values: readonly number[], share: number) =>
  values.toSorted((left, right) => left - right)[Math.ceil(share * values.length) - 1] ?? 0

test('counters equal the measurements between exports, over restarts, in both temporalities', async () => {
  await fc.assert(
    fc.asyncProperty(variant, async (chosen) => {
      const processes = generate(chosen)
      const service = await send(processes, chosen, (measured, point) => ({
        name: 'hits',
        sum: {
          dataPoints: [{ asInt: measured.length, ...point }],
          ...{ aggregationTemporality: chosen.temporality, isMonotonic: true },
        },
      }))
      const result = await readMetric(store.metrics, { name: 'hits', service, ...range })
      const stepSeconds = Number(result.stepNano) / 1e9
      const [group] = result.groups
      const counted = (group?.values ?? []).map((rate) => Math.round((rate ?? 0) * stepSeconds))
      expect(counted).toEqual(perStep(processes, result, chosen).map(({ length }) => length))
      expect(group?.total).toBe(counted.reduce((sum, count) => sum + count, 0))
    }),
    { numRuns: 12 },
  )
})

test('exponential histograms give rates and percentiles, while their scale falls', async () => {
  await fc.assert(
    fc.asyncProperty(variant, async (chosen) => {
      const processes = generate(chosen)
      const lowest = 2
      const service = await send(processes, chosen, (measured, point) => {
        const scale = Math.max(lowest, 6 - Math.floor(measured.length / 10))
        const values = measured.map(({ value }) => value)
        return {
          name: 'wait',
          unit: 's',
          exponentialHistogram: {
            dataPoints: [{ ...exponentialPoint(values, scale), ...point }],
            aggregationTemporality: chosen.temporality,
          },
        }
      })
      const result = await readMetric(store.metrics, { name: 'wait', service, ...range })
      const [group] = result.groups
      const width = 2 ** (2 ** -lowest) + 1e-9
      for (const [step, values] of perStep(processes, result, chosen).entries()) {
        const rate = group?.values[step] ?? 0
        expect(Math.round((rate * Number(result.stepNano)) / 1e9)).toBe(values.length)
        for (const [share, name] of values.length === 0 ? [] : shares) {
          const ratio = (group?.[name]?.[step] ?? 0) / rank(values, share)
          expect(ratio).toBeGreaterThan(1 / width)
          expect(ratio).toBeLessThan(width)
        }
        const sum = values.reduce((total, value) => total + value, 0)
        if (values.length > 0) expect(group?.means?.[step]).toBeCloseTo(sum / values.length, 6)
      }
    }),
    { numRuns: 12 },
  )
})

test('histograms with explicit bounds give rates and percentiles', async () => {
  const bounds = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
  await fc.assert(
    fc.asyncProperty(variant, async (chosen) => {
      const processes = generate(chosen)
      const service = await send(processes, chosen, (measured, point) => ({
        name: 'explicit',
        histogram: {
          dataPoints: [
            {
              ...explicitPoint(
                measured.map(({ value }) => value),
                bounds,
              ),
              ...point,
            },
          ],
          aggregationTemporality: chosen.temporality,
        },
      }))
      const result = await readMetric(store.metrics, { name: 'explicit', service, ...range })
      const [group] = result.groups
      for (const [step, values] of perStep(processes, result, chosen).entries()) {
        const rate = group?.values[step] ?? 0
        expect(Math.round((rate * Number(result.stepNano)) / 1e9)).toBe(values.length)
        for (const [share, name] of values.length === 0 ? [] : shares) {
          const exact = rank(values, share)
          const above = bounds.findIndex((bound) => bound >= exact)
          const estimated = group?.[name]?.[step] ?? Number.NaN
          expect(estimated).toBeGreaterThanOrEqual(
            (bounds.at(above - 1) ?? 0) * (above === 0 ? 0 : 1),
          )
          expect(estimated).toBeLessThanOrEqual(above === -1 ? 5 : (bounds[above] ?? 0))
        }
      }
    }),
    { numRuns: 12 },
  )
})

test('the heatmap of a histogram counts every measurement in its row', async () => {
  await fc.assert(
    fc.asyncProperty(variant, async (chosen) => {
      const processes = generate(chosen)
      const service = await send(processes, chosen, (measured, point) => ({
        name: 'heat',
        exponentialHistogram: {
          dataPoints: [
            {
              ...exponentialPoint(
                measured.map(({ value }) => value),
                1,
              ),
              ...point,
            },
          ],
          aggregationTemporality: chosen.temporality,
        },
      }))
      const query = { name: 'heat', service, ...range, heatmapRows: 10 }
      const { heatmap, ...axis } = await readMetric(store.metrics, query)
      const map = { ...axis, cells: heatmap?.cells ?? [], boundaries: heatmap?.boundaries ?? [] }
      expect(map.boundaries.length).toBeLessThanOrEqual(11)
      for (const [step, values] of perStep(processes, map, chosen).entries())
        for (const [row, lower] of map.boundaries.slice(0, -1).entries()) {
          const upper = map.boundaries[row + 1] ?? 0
          const cell = map.cells.find((one) => one.step === step && one.row === row)
          const inside = values.filter((value) => value > lower && value <= upper)
          expect(cell?.count ?? 0).toBeCloseTo(inside.length)
        }
    }),
    { numRuns: 12 },
  )
})
