import { stripVTControlCharacters } from 'node:util'
import type { SignalCheck } from './run-checks.ts'

const columns = 80
const indent = ' '.repeat(9)

/** Human-readable output: 80 columns, no color. */
export function formatResults(who: string, results: readonly SignalCheck[]): string {
  const failed = results.filter(({ state }) => state === 'failed').length
  const summary =
    failed === 0 ? 'No failures.' : `${failed} of ${results.length} signals cannot be delivered.`
  return `${[`Telemetry of ${who}`, ...results.map(formatResult), summary].join('\n\n')}\n`
}

function formatResult({ state, signal, destination, message, advice }: SignalCheck): string {
  return [
    `${state.padEnd(indent.length)}${signal}`,
    ...wrap(`to ${destination}`),
    ...wrap(message),
    ...(advice ? wrap(`-> ${advice}`) : []),
  ].join('\n')
}

function wrap(text: string): string[] {
  const lines: string[] = []
  // A response or a variable may contain control characters, which must not reach the terminal.
  for (const word of stripVTControlCharacters(text).split(/\s+/)) {
    const line = lines.at(-1)
    if (line !== undefined && indent.length + line.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines.map((line) => indent + line)
}
