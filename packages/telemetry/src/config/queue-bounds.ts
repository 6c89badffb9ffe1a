const mebibyte = 1024 * 1024

/**
 * The most that each signal holds while its back end fails. All four full together are 60 MiB, queue
 * and objects included, so that a process grows by less than 64 MB; and each holds what 200 requests a
 * second of Cruddur's own services leave in a minute.
 */
export const queueBounds = {
  spans: { items: 100_000, bytes: 20 * mebibyte },
  segments: { items: 30_000, bytes: 28 * mebibyte },
  logs: { items: 50_000, bytes: 9 * mebibyte },
  errorReports: { items: 5_000, bytes: 3 * mebibyte },
} as const
