import type { ErrorItem } from '../../contract/errors.ts'
import { formatAge } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, WIDE_COLUMNS, widest } from './cell.ts'
import { renderSparkline } from './sparkline.ts'

const SPARK_COLUMNS = 20
const UNBOUNDED_TITLE_COLUMNS = 200
const GAP = '  '

/** One line per item: number, level, occurrences and when, services, title; a narrow terminal omits their course. */
export function renderErrorList(
  items: readonly ErrorItem[],
  { columns, paint }: Terminal,
): string[] {
  const services = items.map((item) => plain(item.services.join(', ') || '-'))
  const serviceColumns = Math.max(7, widest(services, 20))
  const isWide = columns >= WIDE_COLUMNS
  const widths = [5, 8, 7, ...(isWide ? [SPARK_COLUMNS, 10] : []), 10, serviceColumns]
  const taken = widths.reduce((sum, width) => sum + width + GAP.length, 0)
  const titleColumns = Number.isFinite(columns)
    ? Math.max(20, columns - taken)
    : UNBOUNDED_TITLE_COLUMNS
  const heading = [
    fitRight('ITEM', 5),
    fit('LEVEL', 8),
    fitRight('COUNT', 7),
    ...(isWide ? [fit('OVER TIME', SPARK_COLUMNS)] : []),
    fit('LAST', 10),
    ...(isWide ? [fit('FIRST', 10)] : []),
    fit('SERVICE', serviceColumns),
    'TITLE',
  ]
  const lines = items.map((item, index) => {
    const level = fit(plain(item.level), 8)
    return [
      paint('cyan', fitRight(`#${item.counter}`, 5)),
      item.level === 'error' || item.level === 'critical' ? paint('red', level) : level,
      fitRight(item.occurrenceCount.toLocaleString('en'), 7),
      ...(isWide ? [renderSparkline(item.counts, SPARK_COLUMNS)] : []),
      fit(formatAge(item.lastSeenUnixNano), 10),
      ...(isWide ? [fit(formatAge(item.firstSeenUnixNano), 10)] : []),
      fit(services[index] ?? '', serviceColumns),
      fit(plain(item.title), titleColumns).trimEnd(),
    ].join(GAP)
  })
  return [paint('dim', heading.join(GAP)), ...lines]
}
