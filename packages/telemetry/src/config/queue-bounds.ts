const mebibyte = 1024 * 1024

/**
 * Queue limits of each signal while its backend fails. All queues together take at most 60 MiB, objects
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
