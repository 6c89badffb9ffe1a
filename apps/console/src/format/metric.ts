import { formatQuantity, formatRate } from './quantity.ts'

export const METRIC_TYPES = [
  { value: 'counter', label: 'counter' },
  { value: 'upDownCounter', label: 'up-down counter' },
  { value: 'gauge', label: 'gauge' },
  { value: 'histogram', label: 'histogram' },
  { value: 'summary', label: 'summary' },
] as const

export type MetricType = (typeof METRIC_TYPES)[number]['value']

export function typeLabel(type: MetricType): string {
  return METRIC_TYPES.find(({ value }) => value === type)?.label ?? type
}

interface Grouped<Values> {
  readonly groups: readonly (Values & { readonly value: string | null })[]
  readonly groupCount: number
  readonly rest?: Values
}

export type Named<Values> = Values & { readonly name: string; readonly isRest: boolean }

/** The groups by name, then the groups beyond the limit as one. */
export function namedGroups<Values extends object>({
  groups,
  groupCount,
  rest,
}: Grouped<Values>): readonly Named<Values>[] {
  const isGrouped = groupCount > 1 || groups[0]?.value !== null
  const named = groups.map((group): Named<Values> => {
    const name = group.value ?? (isGrouped ? '(absent)' : 'All')
    return { ...group, name, isRest: false }
  })
  if (rest === undefined) return named
  return [...named, { ...rest, name: `${groupCount - groups.length} others`, isRest: true }]
}

/** A value of `values`. */
export function formatMetricValue(
  value: number,
  { meaning, unit }: { readonly meaning: string; readonly unit: string },
  isDistribution = false,
): string {
  if (meaning !== 'rate') return formatQuantity(value, unit)
  return formatRate(value, isDistribution ? '' : unit)
}

interface Sent {
  readonly service: string
  readonly type: MetricType
  readonly unit: string
}

/** Names the services whose data points are not included. */
export function describeOthers({
  others,
}: {
  readonly others: readonly Sent[]
}): string | undefined {
  if (others.length === 0) return undefined
  const texts = others.map(
    ({ service, type, unit }) =>
      `${service} as ${typeLabel(type)}${unit === '' ? '' : ` in ${unit}`}`,
  )
  return `Not included: ${[...new Set(texts)].join(', ')}`
}
