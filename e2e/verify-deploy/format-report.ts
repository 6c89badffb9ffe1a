import type { AppReport } from './verify-app.ts'

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
const seconds = (millis: number) => `${(millis / 1_000).toFixed(2)} s`
const row = (name: string, value: string) => `  ${name.padEnd(10)} ${value}`

const reach = ({ repositoryWasHidden }: AppReport) =>
  `the repository ${repositoryWasHidden ? 'hidden from' : 'out of the way of'} every step`

/** The report for a terminal of 80 columns. */
export function formatReport(report: AppReport): string {
  const { tree, ledger, problems } = report
  const largest = tree.largest.map(({ name, bytes }) =>
    row('', `${megabytes(bytes).padStart(8)}  ${name}`),
  )
  const signals = Object.entries(ledger).map(([signal, { accepted, sent }]) =>
    row('', `${signal.padEnd(13)} ${sent} of ${accepted} sent`),
  )
  return [
    `${report.app}: ${problems.length === 0 ? 'deploys' : 'does NOT deploy'}`,
    row('version', report.version ?? ''),
    row('steps', reach(report)),
    row('tree', `${megabytes(tree.bytes)}${report.builtTwice ? ', built twice' : ''}`),
    ...largest,
    row('start', `${seconds(report.startMillis)} until ready`),
    row('memory', `${megabytes(report.residentBytes)} resident`),
    row('stop', `${seconds(report.stopMillis)} from SIGTERM to the end`),
    ...(signals.length > 0 ? [row('delivery', ''), ...signals] : []),
    ...problems.map((problem) => `  problem    ${problem}`),
    '',
  ].join('\n')
}
