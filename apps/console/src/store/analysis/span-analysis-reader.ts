import type { ClickHouseClient } from '@clickhouse/client'
import type { Field } from '../../model/condition.ts'
import type {
  ComparedValue,
  DurationPosition,
  GroupCount,
  HeatmapCell,
  OperationFigures,
  SampleSizes,
  SpanAnalysisReader,
  SpanBox,
  SpanFigures,
  SpanSet,
  Steps,
  ValueCount,
} from '../../model/span-analysis-reader.ts'
import { type ConditionSql, conditionSql, groupSql } from '../condition-sql.ts'
import { toStoreError } from '../engine-errors.ts'
import type { ResourceKeys } from '../resource-keys.ts'
import { readSql } from '../sql-files.ts'

type Values = Record<string, string | number | boolean | readonly string[]>
const maxInt64 = 2n ** 63n - 1n
const maxUInt64 = 2n ** 64n - 1n
const everything: ConditionSql = { text: "''", parameters: {} }
/** Of no group: none has a key like this. */
const noKeys = ['none']

/** Answers figures over many spans from `otel_traces`. */
export function createSpanAnalysisReader(
  client: ClickHouseClient,
  resourceKeys: ResourceKeys,
): SpanAnalysisReader {
  const question = <Row>(file: string) => {
    const sql = readSql(`analysis/${file}.sql`)
    return async ({ range, condition }: SpanSet, values: Values = {}, by?: Field) => {
      const where = conditionSql(condition, resourceKeys)
      const group = by === undefined ? everything : groupSql(by, resourceKeys)
      const query = sql
        .replaceAll('/* condition */', () => where.text)
        .replaceAll('/* group */', () => group.text)
      const parameters = { ...values, ...where.parameters, ...group.parameters }
      const query_params = { ...bounds(range.fromNano, range.toNano), ...parameters }
      try {
        const result = await client.query({ query, query_params, format: 'JSONEachRow' })
        return await result.json<Row>()
      } catch (error) {
        throw toStoreError(error)
      }
    }
  }

  const groups = question<GroupCount>('count-groups')
  const countSteps = question<StepRow>('count-steps')
  const operations = question<OperationFigures>('count-operations')
  const heatmap = question<HeatmapCell>('heatmap')
  const boxSizes = question<SampleSizes>('box-sizes')
  const compare = question<ComparedValue>('compare-values')
  const byDuration = question<DurationPosition>('find-by-duration')
  const keys = question<ValueCount>('list-attribute-keys')
  const values = question<ValueCount>('list-values')

  return {
    countGroups: (spans, by, limit) => groups(spans, { limit }, by),
    countSteps: async (spans, by, keysOfGroups, steps) => {
      const asked = keysOfGroups.length > 0 ? keysOfGroups : noKeys
      const rows = await countSteps(spans, { keys: asked, ...stepValues(steps) }, by)
      return rows.map(({ isAll, isWhole, place, step, ...figures }) => ({
        key: isAll ? null : (asked[place - 1] ?? null),
        step: isWhole ? null : step,
        ...figures,
      }))
    },
    countOperations: (spans, limit) => operations(spans, { limit }),
    heatmap: (spans, steps) => heatmap(spans, stepValues(steps)),
    boxSizes: async (spans, box) => {
      const [sizes] = await boxSizes(spans, boxValues(box))
      return sizes ?? { selected: 0, rest: 0 }
    },
    compareValues: (spans, box, { selected, rest, selectedSize, restSize }) =>
      compare(spans, {
        ...boxValues(box),
        everySelected: selected,
        everyRest: rest,
        selectedSize,
        restSize,
      }),
    findByDuration: ({ longestFirst, withoutErrors, after, limit, ...spans }) =>
      byDuration(spans, {
        ...{ longestFirst, withoutErrors, limit },
        isFirst: after === undefined,
        afterDuration: after?.durationNano ?? '0',
        afterTraceId: after?.traceId ?? '',
      }),
    listAttributeKeys: (spans, containing, limit) => keys(spans, { containing, limit }),
    listValues: (spans, field, containing, limit) => values(spans, { containing, limit }, field),
  }
}

type StepRow = SpanFigures & {
  readonly isAll: boolean
  readonly isWhole: boolean
  readonly place: number
  readonly step: number
}

function stepValues({ startNano, stepNano }: Steps): Values {
  return { start: String(startNano), step: String(stepNano) }
}

function boxValues({ range, minDurationNano, maxDurationNano }: SpanBox): Values {
  const { from, to } = bounds(range.fromNano, range.toNano)
  return {
    boxFrom: from,
    boxTo: to,
    minDuration: String(minDurationNano),
    maxDuration: String(maxDurationNano < maxUInt64 ? maxDurationNano : maxUInt64),
  }
}

function bounds(fromNano: bigint, toNano: bigint): { from: string; to: string } {
  return { from: String(fromNano), to: String(toNano < maxInt64 ? toNano : maxInt64) }
}
