declare module 'pino-cloudwatch/lib/cloudwatch-stream.js' {
  import type { Writable } from 'node:stream'
  import type { CloudWatchLogsCalls, LogLines } from '@cruddur/aws-sdk'

  /** Takes arrays of chunks; each write is one batch, and its callback receives the result. */
  interface CloudWatchStream extends Writable {
    cloudWatchLogs: CloudWatchLogsCalls
    write(chunks: readonly LogLines[], callback: (error?: Error | null) => void): boolean
  }

  const CloudWatchStream: new (options: {
    readonly group: string
    readonly stream: string
    readonly aws_region: string
  }) => CloudWatchStream
  export = CloudWatchStream
}
