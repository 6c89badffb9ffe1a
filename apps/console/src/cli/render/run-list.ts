import type { Run } from '../../api/contract-runs.ts'
import { formatAge } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, WIDE_COLUMNS, widest } from './cell.ts'

const SHORT_ID_DIGITS = 8

/**
 * One line per start of a service: which, when, its requests and errors, where it ran. A terminal
 * narrower than 110 columns shows the first 8 digits, which `--run` takes as well, and not where.
 */
export function renderRunList(runs: readonly Run[], { columns, paint }: Terminal): string[] {
  const isWide = columns >= WIDE_COLUMNS
  const column = (title: string, texts: readonly string[], limit: number) =>
    Math.max(title.length, widest(texts, limit))
  const services = runs.map(({ service }) => plain(service))
  const ids = runs.map(({ instanceId }) =>
    plain(isWide ? instanceId : instanceId.slice(0, SHORT_ID_DIGITS)),
  )
  const versions = runs.map(({ version }) => plain(version || '-'))
  const widths = [
    column('SERVICE', services, isWide ? 40 : 15),
    column('RUN', ids, 60),
    column('VERSION', versions, isWide ? 20 : 7),
  ] as const
  const row = (texts: readonly [string, string, string, string, string], requests: string) =>
    [
      fit(texts[0], widths[0]),
      fit(texts[1], widths[1]),
      fit(texts[2], widths[2]),
      fit(texts[3], 10),
      fit(texts[4], 10),
      requests,
    ].join('  ')
  const [requestColumns, errorColumns] = isWide ? [10, 14] : [8, 10]
  const heading = [
    fitRight('REQUESTS', requestColumns),
    fitRight('ERRORS', errorColumns),
    ...(isWide ? ['WHERE'] : []),
  ].join('  ')
  const lines = runs.map((run, index) => {
    const { requestCount, errorCount, firstSeenUnixNano, lastSeenUnixNano, host, pid } = run
    const share = requestCount === 0 ? 0 : (100 * errorCount) / requestCount
    const errors = fitRight(
      errorCount === 0 ? '-' : `${errorCount.toLocaleString('en')} ${share.toFixed(1)} %`,
      errorColumns,
    )
    const figures = [
      fitRight(requestCount.toLocaleString('en'), requestColumns),
      errorCount === 0 ? errors : paint('red', errors),
      ...(isWide ? [plain([host, pid].filter((text) => text !== '').join(', '))] : []),
    ]
    return row(
      [
        ...([services[index] ?? '', ids[index] ?? '', versions[index] ?? ''] as const),
        ...([formatAge(firstSeenUnixNano), formatAge(lastSeenUnixNano)] as const),
      ],
      figures.join('  '),
    )
  })
  return [
    paint('dim', row(['SERVICE', 'RUN', 'VERSION', 'STARTED', 'LAST SEEN'], heading)),
    ...lines,
  ]
}
