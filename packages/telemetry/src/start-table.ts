import type { Telemetry } from './telemetry.ts'

/** The destination of each signal, or why it is off: a table at a terminal, otherwise one JSON line. */
export function startTable({ service, ledger }: Telemetry, isTerminal: boolean): string {
  const destinations = Object.entries(ledger()).map(([name, { destination }]) => ({
    name,
    destination,
  }))
  if (!isTerminal) {
    const line = {
      level: 'info',
      time: Date.now(),
      service: service.name,
      event: 'telemetry.started',
      msg: 'telemetry started',
      signals: Object.fromEntries(destinations.map(({ name, destination }) => [name, destination])),
    }
    return `${JSON.stringify(line)}\n`
  }
  const rows = destinations.map(({ name, destination }) => `  ${name.padEnd(13)}${destination}\n`)
  return `telemetry of ${service.name}\n${rows.join('')}`
}
