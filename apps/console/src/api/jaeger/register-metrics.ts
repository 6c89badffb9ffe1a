import type { FastifyInstance } from 'fastify'
import type { ServiceStepFigures, SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { readServiceFigures } from '../../query/analysis/service-figures.ts'
import { JaegerError } from './jaeger-error.ts'
import { type Parameters, readParameters, wholeNumber } from './parameters.ts'

const schema = { hide: true }
const hourMillis = 3_600_000
const minStepMillis = 1_000
const spanKinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer']

/** One kind of figure of the Monitor tab. */
interface Metric {
  readonly name: string
  readonly help: string
  /** `undefined` for no point. */
  readonly valueOf: (
    figures: ServiceStepFigures | undefined,
    stepMillis: number,
  ) => number | undefined
}

const calls: Metric = {
  name: 'call_rate',
  help: 'calls/sec',
  valueOf: (figures, stepMillis) => ((figures?.count ?? 0) * 1_000) / stepMillis,
}
const errors: Metric = {
  name: 'error_rate',
  help: 'error rate, as a fraction of the calls',
  valueOf: (figures) => figures && figures.errorCount / figures.count,
}
/** Milliseconds. */
const latencies: Metric = {
  name: 'latencies',
  help: 'latency quantile',
  valueOf: (figures) => figures && figures.durationNano / 1e6,
}

/** `/api/metrics/*`, from which Jaeger's UI draws its Monitor tab. Each point has the figures of its step. */
export function registerMetrics(app: FastifyInstance, analysis: SpanAnalysisReader): void {
  app.get('/metrics/minstep', { schema }, async () => ({
    ...{ data: minStepMillis, total: 0, limit: 0, offset: 0, errors: null },
  }))
  app.get('/metrics/calls', { schema }, ({ query }) => read(calls, query))
  app.get('/metrics/errors', { schema }, ({ query }) => read(errors, query))
  app.get('/metrics/latencies', { schema }, ({ query }) => read(latencies, query))

  async function read(metric: Metric, query: unknown) {
    const parameters = readParameters(query)
    const request = readRequest(parameters, metric === latencies)
    const { byOperation, stepMillis, endMillis } = request
    const { series, stepCount } = await readServiceFigures(analysis, request)
    const metrics = series.map(({ service, operation, steps }) => {
      const byStep = new Map(steps.map((figures) => [figures.step, figures]))
      const points = Array.from({ length: stepCount }, (_, step) => ({
        value: metric.valueOf(byStep.get(step), stepMillis),
        millis: endMillis - (stepCount - step - 1) * stepMillis,
      }))
      return {
        labels: [
          ...(byOperation ? [{ name: 'operation', value: operation }] : []),
          { name: 'service_name', value: service },
        ],
        metricPoints: points.flatMap(({ value, millis }) =>
          value === undefined
            ? []
            : [{ gaugeValue: { doubleValue: value }, timestamp: new Date(millis).toISOString() }],
        ),
      }
    })
    return {
      name: `service_${byOperation ? 'operation_' : ''}${metric.name}`,
      type: 'GAUGE',
      help: `${metric.help}, grouped by service${byOperation ? ' & operation' : ''}`,
      metrics,
    }
  }
}

function readRequest(parameters: Parameters, needsQuantile: boolean) {
  const { first, all } = parameters
  const millis = (name: string, fallback: number) =>
    wholeNumber(name, first(name) ?? String(fallback))
  const services = all('service')
  if (services.length === 0) throw new JaegerError(400, 'The parameter service must be set')
  const kinds = all('spanKind')
  const unknown = kinds.find((kind) => !spanKinds.includes(kind))
  if (unknown !== undefined)
    throw new JaegerError(400, `The parameter spanKind must be one of ${spanKinds.join(', ')}`)
  const byOperation = first('groupByOperation') ?? 'false'
  if (!/^(true|false|1|0|t|f)$/i.test(byOperation))
    throw new JaegerError(400, 'The parameter groupByOperation must be true or false')
  // Checked so that the end is a valid time: 2,200 years from the epoch.
  const endMillis = Math.min(millis('endTs', Date.now()), 9_000_000_000_000)
  return {
    services,
    spanKinds: kinds.length > 0 ? kinds : ['server'],
    endMillis,
    lookbackMillis: Math.min(millis('lookback', hourMillis), endMillis),
    stepMillis: Math.max(minStepMillis, millis('step', 5_000)),
    byOperation: /^(true|1|t)$/i.test(byOperation),
    quantile: needsQuantile ? readQuantile(first('quantile')) : 0.5,
  }
}

function readQuantile(text: string | undefined): number {
  const quantile = Number(text)
  if (text === undefined || !(quantile > 0 && quantile <= 1))
    throw new JaegerError(400, 'The parameter quantile must be a number above 0, at most 1')
  return quantile
}
