/// <reference path="./pino-cloudwatch.d.ts" />
import { CloudWatchLogs, LogLines, type RejectedEvents } from '@cruddur/aws-sdk'
import CloudWatchStream from 'pino-cloudwatch/lib/cloudwatch-stream.js'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { outcomeOfError } from './outcome-of-error.ts'

export interface PipeOptions {
  readonly region: string
  readonly endpoint: string | undefined
  readonly group: string
  readonly stream: string
  readonly retentionDays: number | undefined
}

export interface CloudWatchPipe {
  /**
   * One attempt to deliver a batch that is within the service's limits of bytes and count: lines in
   * UTF-8, each with its line feed, not to be changed before the outcome. Never rejects.
   */
  send(lines: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
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

  function write(lines: LogLines): Promise<void> {
    return new Promise((resolve, reject) => {
      cloudWatchStream.write([lines], (error) => (error ? reject(error) : resolve()))
    })
  }

  async function writeOrHeal(lines: LogLines): Promise<void> {
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
        await writeOrHeal(new LogLines(lines))
        return { kind: 'sent', rejected: { out_of_window: outOfWindow, rejected } }
      } catch (error) {
        return outcomeOfError(error)
      }
    },
  }
}
