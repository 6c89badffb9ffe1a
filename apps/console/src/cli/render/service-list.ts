import type { ServiceSummary } from '../../api/contract.ts'
import { formatAge } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

/** One line per service: spans, spans with an error and their share, when the last one started. */
export function renderServiceList(
  services: readonly ServiceSummary[],
  { columns, paint }: Terminal,
): string[] {
  const names = services.map(({ name }) => plain(name))
  const nameColumns = Math.max(7, widest(names, Math.min(columns - 45, 60)))
  const lines = services.map(({ spanCount, errorCount, lastSeenUnixNano }, index) => {
    const share = spanCount === 0 ? '' : ` ${((100 * errorCount) / spanCount).toFixed(1)} %`
    const errors = fitRight(errorCount === 0 ? '-' : `${errorCount}${share}`, 16)
    return [
      fit(names[index] ?? '', nameColumns),
      fitRight(spanCount.toLocaleString('en'), 10),
      errorCount === 0 ? errors : paint('red', errors),
      formatAge(lastSeenUnixNano),
    ].join('  ')
  })
  const heading = [
    fit('SERVICE', nameColumns),
    fitRight('SPANS', 10),
    fitRight('ERRORS', 16),
    'LAST SEEN',
  ]
  return [paint('dim', heading.join('  ')), ...lines]
}
