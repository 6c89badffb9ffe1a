import type { ErrorItem, ErrorOccurrence } from '../../contract/errors.ts'
import { countOf } from '../../format/count-of.ts'
import { formatAge, formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { wrapAfter, wrapWords } from './cell.ts'
import { renderSparkline } from './sparkline.ts'

const SPARK_COLUMNS = 40

/** An item with the stack and causes of its last occurrence, and the latest occurrences. */
export function renderErrorItem(
  item: ErrorItem,
  occurrences: readonly ErrorOccurrence[],
  { columns, paint }: Terminal,
): string[] {
  const facts = [
    paint('red', plain(item.level)),
    countOf(item.occurrenceCount, 'occurrence'),
    `first ${formatAge(item.firstSeenUnixNano)}`,
    `last ${formatAge(item.lastSeenUnixNano)}`,
    ...[item.services, item.environments, item.codeVersions]
      .map((names) => plain(names.join(', ')))
      .filter((names) => names !== ''),
  ]
  const [last] = occurrences
  return [
    `${paint('cyan', `#${item.counter}`)} ${paint('bold', plain(item.title))}`,
    facts.join(' · '),
    renderSparkline(item.counts, SPARK_COLUMNS),
    ...(last?.exceptions ?? []).flatMap(({ class: name, message, frames }, depth) => [
      '',
      ...wrapWords(
        `${depth > 0 ? 'caused by ' : ''}${plain(name)}: ${plain(message)}`,
        columns,
      ).map((line, index) =>
        index === 0 ? line.replace(plain(name), paint('red', plain(name))) : line,
      ),
      ...frames.map(({ method, file, line, column }) => {
        const place = [plain(file), line, column].filter((part) => part !== 0).join(':')
        return paint('dim', `    at ${plain(method || '<anonymous>')} (${place})`)
      }),
    ]),
    '',
    paint('dim', 'LAST OCCURRENCES'),
    ...occurrences.map(({ timeUnixNano, traceId, message }) => {
      const [time, id] = [formatInstant(timeUnixNano), traceId || '-']
      const text = wrapAfter(time.length + id.length + 4, plain(message), columns).join('\n')
      return [time, paint('cyan', id), text].join('  ')
    }),
  ]
}
