import { findingKinds } from '../../contract/finding-kinds.ts'
import type { FindingGroup, FindingList } from '../../contract/findings.ts'
import { countOf } from '../../format/count-of.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fillLines, fit } from './cell.ts'

const SHORT_ID_DIGITS = 12
const INDENT = '         '
const MAX_COLUMNS = 100
const COLORS = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** Groups of findings, each with its operation, a reason, advice and the IDs of traces. */
export function renderFindings(
  groups: readonly FindingGroup[],
  { columns, paint }: Terminal,
): string[] {
  const width = Math.min(columns, MAX_COLUMNS) - INDENT.length
  const wrap = (text: string) =>
    fillLines(plain(text).split(' '), ' ', width).map((line) => INDENT + line)
  return groups.flatMap((group) => {
    const { severity, kind, service, operation, traceCount, advice, examples } = group
    const traces = countOf(traceCount, 'trace')
    const ids = examples.map(({ traceId }) => traceId.slice(0, SHORT_ID_DIGITS))
    return [
      `${paint(COLORS[severity], fit(severity, INDENT.length))}${paint('bold', findingKinds[kind].title)} (${kind}, ${traces})`,
      ...wrap([service, operation].filter(Boolean).join(' · ')),
      ...wrap(examples[0]?.reason ?? ''),
      ...wrap(advice).map((line) => paint('dim', line)),
      ...fillLines(ids, '  ', width).map((line) => INDENT + paint('cyan', line)),
      '',
    ]
  })
}

/** `No findings in 42 traces (1,204 spans).` */
export function describeExamined({ groups, examined }: FindingList): string {
  const { traces, spans, isPartial } = examined
  const found = groups.length === 0 ? 'No findings in' : 'Examined'
  const more = isPartial ? '; more traces match' : ''
  return `${found} ${traces.toLocaleString('en')} traces (${spans.toLocaleString('en')} spans)${more}.`
}
