import { randomUUID } from 'node:crypto'
import type { InsightsResult } from '../../../model/insights-query.ts'
import { StoreError } from '../../../model/store-error.ts'
import { AwsError } from '../aws-error.ts'

export type QueryStatus = 'Scheduled' | 'Running' | 'Complete' | 'Failed' | 'Cancelled' | 'Timeout'

/** A query that was started. */
export interface QueryRun {
  readonly queryId: string
  readonly queryString: string
  readonly logGroups: readonly string[]
  readonly createdAtMillis: number
  readonly status: QueryStatus
  readonly result: InsightsResult | undefined
}

export interface QueryRuns {
  /** Runs a query when fewer than two others run. @throws AwsError LimitExceededException */
  start(query: StartedQuery): string
  /** @throws AwsError ResourceNotFoundException */
  get(queryId: string): QueryRun
  /** Newest first. */
  all(): readonly QueryRun[]
  /** Forgets the result of a query that has not ended; the engine still ends it. @throws AwsError */
  stop(queryId: string): void
}

interface StartedQuery extends Pick<QueryRun, 'queryString' | 'logGroups'> {
  run(): Promise<InsightsResult>
}

interface MutableRun extends StartedQuery, Omit<QueryRun, 'status' | 'result'> {
  status: QueryStatus
  result: InsightsResult | undefined
  resultBytes: number
}

const maxRunning = 2
const maxActive = 30
const maxKept = 200
const maxResultBytes = 64 * 1_024 * 1_024

/** Queries run in the background, two at a time; the newest results are kept. */
export function createQueryRuns(
  nowMillis: () => number,
  onError: (error: unknown) => void,
): QueryRuns {
  const runs = new Map<string, MutableRun>()
  let running = 0

  const withStatus = (...statuses: QueryStatus[]) =>
    [...runs.values()].filter(({ status }) => statuses.includes(status))

  function startNext(): void {
    const [next] = withStatus('Scheduled')
    if (next === undefined || running >= maxRunning) return
    running += 1
    next.status = 'Running'
    void execute(next).finally(() => {
      running -= 1
      forgetOldest()
      startNext()
    })
  }

  async function execute(run: MutableRun): Promise<void> {
    const end = (status: QueryStatus) => {
      if (run.status === 'Running') run.status = status
    }
    try {
      const result = await run.run()
      if (run.status === 'Running') Object.assign(run, { result, resultBytes: sizeOf(result) })
      end('Complete')
    } catch (error) {
      const isTooLarge = error instanceof StoreError && error.code === 'CON_STORE_QUERY_TOO_LARGE'
      end(isTooLarge ? 'Timeout' : 'Failed')
      if (!isTooLarge) onError(error)
    }
  }

  function forgetOldest(): void {
    let [count, bytes] = [0, 0]
    for (const run of [...runs.values()].reverse()) {
      count += 1
      bytes += run.resultBytes
      const hasEnded = run.status !== 'Scheduled' && run.status !== 'Running'
      if (hasEnded && count > 1 && (count > maxKept || bytes > maxResultBytes))
        runs.delete(run.queryId)
    }
  }

  function get(queryId: string): MutableRun {
    const run = runs.get(queryId)
    if (run) return run
    throw new AwsError('ResourceNotFoundException', `Unknown query: ${queryId.slice(0, 64)}`)
  }

  return {
    start(query) {
      if (withStatus('Scheduled', 'Running').length >= maxActive)
        throw new AwsError(
          'LimitExceededException',
          `The limit of ${maxActive} active queries is reached.`,
        )
      const queryId = randomUUID()
      const createdAtMillis = nowMillis()
      runs.set(queryId, {
        ...query,
        ...{ queryId, createdAtMillis, status: 'Scheduled', result: undefined, resultBytes: 0 },
      })
      startNext()
      return queryId
    },
    get,
    all: () => [...runs.values()].reverse(),
    stop(queryId) {
      const run = get(queryId)
      if (run.status !== 'Scheduled' && run.status !== 'Running')
        throw new AwsError(
          'InvalidParameterException',
          `The query has ended (status ${run.status})`,
        )
      run.status = 'Cancelled'
    },
  }
}

function sizeOf({ rows }: InsightsResult): number {
  let bytes = 0
  for (const row of rows) for (const value of row) bytes += 16 + (value?.length ?? 0)
  return bytes
}
