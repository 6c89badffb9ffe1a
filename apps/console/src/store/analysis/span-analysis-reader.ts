import type { ValueCount } from '../../contract/analysis.ts'
import type { Figures } from '../../contract/figures.ts'
import type { Field } from '../../model/condition.ts'
import type {
  BoxSizes,
  ComparedValue,
  DurationPosition,
  GroupCount,
  HeatmapLevel,
  OperationFigures,
  ServiceStepFigures,
  SpanAnalysisReader,
  SpanBox,
  SpanSet,
  Steps,
} from '../../model/span-analysis-reader.ts'
import type { Parameters } from '../binder.ts'
import type { RunQuery } from '../run-query.ts'
import type { createSpanShape } from '../span-shape.ts'

const maxInt64 = 2n ** 63n - 1n
const maxUInt64 = 2n ** 64n - 1n
const emptyBox: BoxSizes = {
  ...{ selected: 0, rest: 0, selectedWeight: 0, restWeight: 0 },
  estimated: false,
}
/** Matches no group. */
const noKeys = ['none']

/** Reads figures over many spans from `otel_traces`. */
export function createSpanAnalysisReader(
  run: RunQuery,
  shapeOf: ReturnType<typeof createSpanShape>,
): SpanAnalysisReader {
  const count = async <Row>(file: string, spans: SpanSet, parameters: Parameters, by?: Field) => {
    const { isSmall, repeats } = await shapeOf(spans.range)
    return run<Row>(`analysis/${file}`, {
      ...spans,
      by,
      repeats,
      parameters: { ...parameters, isSmall },
    })
  }

  return {
    countGroups: (spans, by, limit) => count<GroupCount>('count-groups', spans, { limit }, by),
    countSteps: async (spans, by, keysOfGroups, steps) => {
      const keys = keysOfGroups.length > 0 ? keysOfGroups : noKeys
      const rows = await count<StepRow>('count-steps', spans, { keys, ...stepValues(steps) }, by)
      return rows.map(({ isAll, isWhole, place, step, ...figures }) => ({
        key: isAll ? null : (keys[place - 1] ?? null),
        step: isWhole ? null : step,
        ...figures,
      }))
    },
    countServiceSteps: (spans, steps, { byOperation, quantile }, limit) =>
      count<ServiceStepFigures>('count-service-steps', spans, {
        ...{ byOperation, quantile, limit },
        ...stepValues(steps),
      }),
    countOperations: (spans, limit) =>
      count<OperationFigures>('count-operations', spans, { limit }),
    heatmap: (spans, steps) => count<HeatmapLevel>('heatmap', spans, stepValues(steps)),
    boxSizes: async (spans, box) => {
      const [sizes = emptyBox] = await count<BoxSizes>('box-sizes', spans, boxValues(box))
      return sizes
    },
    compareValues: (spans, box, { selected, rest, selectedSize, restSize }) =>
      count<ComparedValue>('compare-values', spans, {
        ...boxValues(box),
        everySelected: selected,
        everyRest: rest,
        selectedSize,
        restSize,
      }),
    findByDuration: ({ longestFirst, withoutErrors, after, limit, ...spans }) =>
      run<DurationPosition>('analysis/find-by-duration', {
        ...spans,
        parameters: {
          ...{ longestFirst, withoutErrors, limit },
          isFirst: after === undefined,
          afterDuration: after?.durationNano ?? '0',
          afterTraceId: after?.traceId ?? '',
        },
      }),
    listAttributeKeys: (spans, containing, limit) =>
      run<ValueCount>('analysis/list-attribute-keys', {
        ...spans,
        parameters: { containing, limit },
      }),
    listValues: (spans, by, containing, limit) =>
      run<ValueCount>('analysis/list-values', { ...spans, by, parameters: { containing, limit } }),
  }
}

type StepRow = Figures & {
  readonly isAll: boolean
  readonly isWhole: boolean
  readonly place: number
  readonly step: number
}

function stepValues({ startNano, stepNano }: Steps): Parameters {
  return { start: String(startNano), step: String(stepNano) }
}

function boxValues({ range, minDurationNano, maxDurationNano }: SpanBox): Parameters {
  const clamp = (nano: bigint, most: bigint) => String(nano < most ? nano : most)
  return {
    boxFrom: clamp(range.fromNano, maxInt64),
    boxTo: clamp(range.toNano, maxInt64),
    minDuration: clamp(minDurationNano, maxUInt64),
    maxDuration: clamp(maxDurationNano, maxUInt64),
  }
}
