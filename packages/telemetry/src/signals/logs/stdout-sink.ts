import { createRequire } from 'node:module'
import { pino } from 'pino'
import type { prettyFactory } from 'pino-pretty'

/** Takes whole lines, each with its line feed. Writes before it returns. */
export interface LineSink {
  write(lines: string): void
}

/** JSON; for a person at a terminal, in colours. */
export function openStdout(): LineSink {
  const destination = pino.destination({ fd: 1, sync: true, maxLength: 16 * 1024 * 1024 })
  // Without a listener a full disk would be thrown at whoever logs.
  destination.on('error', () => undefined)
  if (!process.stdout.isTTY) return destination
  // Loaded only here: a service in production has no terminal.
  const require = createRequire(import.meta.url)
  const pretty: { prettyFactory: typeof prettyFactory } = require('pino-pretty')
  const format = pretty.prettyFactory({ colorize: true, ignore: 'service', singleLine: true })
  return {
    write: (lines) => {
      destination.write(lines.split('\n').slice(0, -1).map(format).join(''))
    },
  }
}
