const mebibyte = 1024 * 1024

/**
 * The signals, each with the limits of its queue while its backend fails. All queues together take at most 60 MiB, objects
 * included, so that the process grows by less than 64 MB. Each holds one minute of the services here at
 * 200 requests per second.
 */
export const queueBounds = {
  spans: { items: 100_000, bytes: 20 * mebibyte },
  segments: { items: 30_000, bytes: 26 * mebibyte },
  logs: { items: 50_000, bytes: 9 * mebibyte },
  errorReports: { items: 5_000, bytes: 3 * mebibyte },
  metrics: { items: 20_000, bytes: 2 * mebibyte },
} as const

/** The name of a signal in the configuration, in the ledger and in log lines. */
export type SignalName = keyof typeof queueBounds
