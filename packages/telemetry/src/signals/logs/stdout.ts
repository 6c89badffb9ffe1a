import { createRequire } from 'node:module'
import { pino } from 'pino'
import type { prettyFactory } from 'pino-pretty'
import type { LineStream } from '../line-stream.ts'

/** Writes JSON, or colored text at a terminal, synchronously. */
export function openStdout(): LineStream {
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

/** Writes to stdout, then to each stream; an exception of one stream does not reach the others. */
export function withStreams(stdout: LineStream, streams: readonly LineStream[] = []): LineStream {
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
