import type { Condition } from '../../model/condition.ts'
import type {
  ServiceStepFigures,
  SpanAnalysisReader,
  Steps,
} from '../../model/span-analysis-reader.ts'
import { QueryError } from '../query-error.ts'

export interface ServiceFiguresQuery {
  readonly services: readonly string[]
  /** `server`, `client`, … */
  readonly spanKinds: readonly string[]
  readonly endMillis: number
  readonly lookbackMillis: number
  readonly stepMillis: number
  readonly byOperation: boolean
  /** From 0 to 1. */
  readonly quantile: number
}

/** Figures of one service or operation over time. */
interface Series {
  readonly service: string
  /** '' of a whole service. */
  readonly operation: string
  readonly steps: readonly ServiceStepFigures[]
}

const maxSteps = 1_000
const maxRows = 100_000

/**
 * Request figures of services in steps of one length, which end at the end of the range.
 * @throws QueryError when there are more than 1,000 steps
 */
export async function readServiceFigures(
  { countServiceSteps }: SpanAnalysisReader,
  query: ServiceFiguresQuery,
): Promise<{
  readonly series: readonly Series[]
  readonly steps: Steps
  readonly stepCount: number
}> {
  const { endMillis, lookbackMillis, stepMillis, services, spanKinds } = query
  const stepCount = Math.ceil(lookbackMillis / stepMillis)
  if (stepCount > maxSteps)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `lookback divided by step must be at most ${maxSteps} (got ${stepCount})`,
    )
  const nanos = (millis: number) => BigInt(Math.max(0, millis)) * 1_000_000n
  const steps = {
    startNano: nanos(endMillis - stepCount * stepMillis),
    stepNano: nanos(stepMillis),
  }
  const conditions = [any('service', services), any('span-kind', spanKinds)]
  const spans = {
    range: { fromNano: steps.startNano, toNano: nanos(endMillis) },
    condition: { op: 'all', conditions } as const,
  }
  const rows = await countServiceSteps(spans, steps, query, maxRows)
  const groups = Map.groupBy(rows, ({ service, operation }) => JSON.stringify([service, operation]))
  const series = [...groups.values()].map((ofOne) => ({
    service: ofOne[0]?.service ?? '',
    operation: ofOne[0]?.operation ?? '',
    steps: ofOne,
  }))
  return { series, steps, stepCount }
}

function any(kind: 'service' | 'span-kind', values: readonly string[]): Condition {
  const conditions = values.map((value) => {
    return { op: 'compare', field: { kind }, comparison: '=', value } as const
  })
  return { op: 'any', conditions }
}
