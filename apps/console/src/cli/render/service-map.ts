import type { ServiceMap } from '../../contract/service-map.ts'
import { formatCount, formatErrorRate, formatPercentile } from '../../format/figures.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

type Figures = Omit<ServiceMap['calls'][number], 'caller' | 'callee' | 'isService'>

/** The requests of each service, followed by one line per service or system that it calls. */
export function renderServiceMap(
  { services, calls }: ServiceMap,
  { columns, paint }: Terminal,
): string[] {
  const names = [
    ...services.map(({ name }) => plain(name)),
    ...calls.map(({ callee }) => `  → ${plain(callee)}`),
  ]
  const nameColumns = Math.max(12, widest(names, Math.min(columns - 44, 60)))
  const line = (name: string, figures: Figures) => {
    const { count, errorCount, p50Nano, p95Nano } = figures
    const errors = fitRight(formatErrorRate(figures), 8)
    const durations = [p50Nano, p95Nano].map((nanos) => formatPercentile(count, nanos))
    return [
      fit(name, nameColumns),
      fitRight(formatCount(figures), 10),
      errorCount === 0 ? errors : paint('red', errors),
      ...durations.map((text) => fitRight(text, 9)),
    ].join('  ')
  }
  const heading = [fit('SERVICE', nameColumns), fitRight('REQUESTS', 10), fitRight('ERRORS', 8)]
  return [
    paint('dim', [...heading, fitRight('P50', 9), fitRight('P95', 9)].join('  ')),
    ...services.flatMap(({ name, requests }) => [
      line(plain(name), requests),
      ...calls
        .filter(({ caller }) => caller === name)
        .map((call) => line(`  → ${plain(call.callee)}`, call)),
    ]),
  ]
}
