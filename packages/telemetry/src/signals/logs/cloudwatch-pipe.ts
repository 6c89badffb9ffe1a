/// <reference path="./pino-cloudwatch.d.ts" />
import { CloudWatchLogs, lineTimeMillis, type RejectedEvents } from '@cruddur/aws-sdk'
import CloudWatchStream from 'pino-cloudwatch/lib/cloudwatch-stream.js'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { outcomeOfError } from './outcome-of-error.ts'

const maxSpanMillis = 24 * 60 * 60 * 1000

export interface PipeOptions {
  readonly region: string
  readonly endpoint: string | undefined
  readonly group: string
  readonly stream: string
  readonly retentionDays: number | undefined
}

export interface CloudWatchPipe {
  /** One attempt to deliver a batch that is within the service's limits of bytes and count. Never rejects. */
  send(lines: readonly string[], signal: AbortSignal): Promise<SendOutcome>
}

/** pino-cloudwatch's own stream, given one batch at a time: no timer and no error of its own can stop it. */
export function createCloudWatchPipe({ group, stream, ...options }: PipeOptions): CloudWatchPipe {
  let signal = AbortSignal.timeout(0)
  let outOfWindow = 0
  let rejected = 0
  const logs = new CloudWatchLogs({
    ...options,
    signal: () => signal,
    onRejectedEvents: ({ tooNew, tooOld, expired }: RejectedEvents) => {
      outOfWindow += tooNew + tooOld
      rejected += expired
    },
  })
  let cloudWatchStream = open()

  /** A new one makes sure of group and stream before its first batch, and never again. */
  function open() {
    const opened = new CloudWatchStream({ group, stream, aws_region: options.region })
    // The callback of each write tells the same; without a listener it would end the thread.
    opened.on('error', () => undefined)
    opened.cloudWatchLogs = logs
    return opened
  }

  function write(lines: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      cloudWatchStream.write(lines, (error) => (error ? reject(error) : resolve()))
    })
  }

  async function writeOrHeal(lines: readonly string[]): Promise<void> {
    try {
      await write(lines)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
      // Someone deleted the group or the stream.
      cloudWatchStream = open()
      await write(lines)
    }
  }

  return {
    send: async (lines, attemptSignal) => {
      signal = attemptSignal
      outOfWindow = 0
      rejected = 0
      try {
        for (const part of withinOneDay(lines)) await writeOrHeal(part)
        return { kind: 'sent', rejected: { out_of_window: outOfWindow, rejected } }
      } catch (error) {
        return outcomeOfError(error)
      }
    },
  }
}

/** The service takes no batch that spans more than a day; only a very long outage makes one. */
function withinOneDay(lines: readonly string[]): (readonly string[])[] {
  const times = lines.map((line) => lineTimeMillis(line) ?? Date.now())
  const earliest = times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  const days = Map.groupBy(lines, (_line, index) =>
    Math.floor(((times[index] ?? 0) - earliest) / maxSpanMillis),
  )
  return [...days].sort(([one], [other]) => one - other).map(([, part]) => part)
}
