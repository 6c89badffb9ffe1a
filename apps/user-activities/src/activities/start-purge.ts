import type { ActivitiesRepository } from './activities-repository.ts'

export interface PurgeOptions {
  readonly repository: Pick<ActivitiesRepository, 'purge'>
  readonly logger: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
  }
  readonly intervalMillis: number
}

/** A late repeat of a request with an idempotency key still finds its activity. */
const graceMinutes = 24 * 60
const batchSize = 500
const maxBatches = 20

/**
 * Deletes expired activities in batches on a schedule. Several replicas may run it: each skips the
 * rows that another has locked.
 *
 * @returns stops the schedule and waits for the current batch
 */
export function startPurge({ repository, logger, intervalMillis }: PurgeOptions) {
  let stopped = false
  let running: Promise<void> | undefined

  async function purge(): Promise<void> {
    let purged = 0
    try {
      for (let batch = 0; batch < maxBatches && !stopped; batch += 1) {
        const deleted = await repository.purge(graceMinutes, batchSize)
        purged += deleted
        if (deleted < batchSize) break
      }
    } catch (err) {
      logger.warn({ event: 'purge_failed', err }, 'cannot delete expired activities')
    }
    if (purged > 0) logger.info({ event: 'purged', purged }, 'deleted expired activities')
  }

  const timer = setInterval(() => {
    running ??= purge().finally(() => {
      running = undefined
    })
  }, intervalMillis)
  timer.unref()

  return async (): Promise<void> => {
    stopped = true
    clearInterval(timer)
    await running
  }
}
