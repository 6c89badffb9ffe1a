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
   * Makes one attempt to deliver a batch within the service's limits: UTF-8 lines, each with its
   * line feed. The caller must not change them before the result. Never rejects.
   */
  send(lines: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
}

/** Writes to pino-cloudwatch's stream one batch at a time, so none of its timers or errors can stop it. */
export function createCloudWatchPipe({ group, stream, ...options }: PipeOptions): CloudWatchPipe {
  let signal = AbortSignal.timeout(0)
  let outOfWindow = 0
  let rejected = 0
  const logs = new CloudWatchLogs({
    ...options,
    signal: () => signal,
    onRejectedEvents: ({ tooNew, tooOld, expired, invalid }: RejectedEvents) => {
      outOfWindow += tooNew + tooOld
      rejected += expired + invalid
    },
  })
  let cloudWatchStream = open()

  /** A new stream creates the log group and log stream before its first batch only. */
  function open() {
    const opened = new CloudWatchStream({ group, stream, aws_region: options.region })
    // The callback of each write receives the same error; without a listener it would end the thread.
    opened.on('error', () => undefined)
    opened.cloudWatchLogs = logs
    return opened
  }

  function write(lines: LogLines): Promise<void> {
    return new Promise((resolve, reject) => {
      cloudWatchStream.write([lines], (error) => (error ? reject(error) : resolve()))
    })
  }

  async function writeOrRecreate(lines: LogLines): Promise<void> {
    try {
      await write(lines)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
      // The log group or log stream was deleted.
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
        await writeOrRecreate(new LogLines(lines))
        return { kind: 'sent', rejected: { out_of_window: outOfWindow, rejected } }
      } catch (error) {
        return outcomeOfError(error)
      }
    },
  }
}
