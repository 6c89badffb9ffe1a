import type { Finding } from './finding.ts'
import type { Report } from './verdict.ts'

const columns = 80
const maxReasons = 30
const areas: readonly (readonly [Finding['area'], string])[] = [
  ['api', 'API'],
  ['database', 'database'],
  ['telemetry', 'telemetry'],
  ['run', 'running'],
]

/** The report for a terminal of 80 columns; the last line is the verdict. */
export function formatVerdict({
  service,
  against,
  verdict,
  first,
  findings,
  notes,
}: Report): string {
  const reasons = findings.filter(({ effect }) => effect === verdict)
  const more = reasons.length - maxReasons
  const lines = [
    `${service} against ${against}`,
    ...areas.map(([area, name]) => `  ${name.padEnd(10)} ${countsOf(area, findings)}`),
    ...notes.flatMap((note) => wrap(`  note       ${note}`)),
    '',
    ...reasons.slice(0, maxReasons).flatMap(({ message }) => wrap(`  - ${message}`, 4)),
    ...(more > 0 ? [`  - and ${more} more; --json shows all`] : []),
    ...(verdict === 'order' ? wrap(`  deploy ${first.join(', ')} first`) : []),
    ...(reasons.length > 0 ? [''] : []),
    verdict,
    '',
  ]
  return lines.join('\n')
}

function countsOf(area: Finding['area'], findings: readonly Finding[]): string {
  const own = findings.filter((finding) => finding.area === area)
  const unsafe = own.filter(({ effect }) => effect !== 'none').length
  const noun = area === 'run' ? 'run' : 'change'
  const count = (number: number, kind: string) =>
    `${number} ${kind} ${noun}${number === 1 ? '' : 's'}`
  if (own.length === 0) return area === 'run' ? 'not run' : 'no changes'
  const [bad, good] = area === 'run' ? ['failed', 'successful'] : ['unsafe', 'safe']
  return [
    ...(unsafe > 0 ? [count(unsafe, bad)] : []),
    ...(own.length > unsafe ? [count(own.length - unsafe, good)] : []),
  ].join(', ')
}

/** Breaks at spaces; a longer word gets a line of its own. */
function wrap(text: string, indent = 13): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > columns) {
    const space = rest.lastIndexOf(' ', columns)
    const end = space > indent ? space : rest.indexOf(' ', columns)
    if (end < 0) break
    lines.push(rest.slice(0, end))
    rest = `${' '.repeat(indent)}${rest.slice(end + 1)}`
  }
  return [...lines, rest]
}
