import { createRequire } from 'node:module'
import { pino } from 'pino'
import type { prettyFactory } from 'pino-pretty'

/** Writes whole lines, each with its line feed, synchronously. */
export interface LineSink {
  write(lines: string): void
}

/** Writes JSON, or colored text at a terminal. */
export function openStdout(): LineSink {
  const destination = pino.destination({ fd: 1, sync: true, maxLength: 16 * 1024 * 1024 })
  // Without a listener, a full disk would make logging throw.
  destination.on('error', () => undefined)
  if (!process.stdout.isTTY) return destination
  // Loaded on demand: a service in production has no terminal.
  const require = createRequire(import.meta.url)
  const pretty: { prettyFactory: typeof prettyFactory } = require('pino-pretty')
  const format = pretty.prettyFactory({ colorize: true, ignore: 'service', singleLine: true })
  return {
    write: (lines) => {
      destination.write(lines.split('\n').slice(0, -1).map(format).join(''))
    },
  }
}

/** A stream of the application that receives log lines. */
export interface LineStream {
  write(lines: string): unknown
}

/** Writes to stdout, then to each stream; an exception of one stream does not reach the others. */
export function withStreams(stdout: LineSink, streams: readonly LineStream[] = []): LineSink {
  if (streams.length === 0) return stdout
  return {
    write: (lines) => {
      stdout.write(lines)
      for (const stream of streams) {
        try {
          stream.write(lines)
        } catch {
          // Logging never throws into the application.
        }
      }
    },
  }
}
