import { stripVTControlCharacters } from 'node:util'
import type { Finding } from './finding.ts'

const columns = 80
const indent = ' '.repeat(9)

/** For people: 80 columns, no colour. */
export function formatFindings(who: string, findings: readonly Finding[]): string {
  const failed = findings.filter(({ state }) => state === 'failed').length
  const summary =
    failed === 0 ? 'Nothing fails.' : `${failed} of ${findings.length} signals cannot be delivered.`
  return `${[`Telemetry of ${who}`, ...findings.map(formatFinding), summary].join('\n\n')}\n`
}

function formatFinding({ state, signal, destination, message, advice }: Finding): string {
  return [
    `${state.padEnd(indent.length)}${signal}`,
    ...wrap(`to ${destination}`),
    ...wrap(message),
    ...(advice ? wrap(`-> ${advice}`) : []),
  ].join('\n')
}

function wrap(text: string): string[] {
  const lines: string[] = []
  // What a server or a variable says may hold control characters; a terminal is not to see them.
  for (const word of stripVTControlCharacters(text).split(/\s+/)) {
    const line = lines.at(-1)
    if (line !== undefined && indent.length + line.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines.map((line) => indent + line)
}
