import type { ConsoleProcess } from './console-process.ts'
import { createRandom } from './random.ts'
import { key, services, value } from './spans.ts'

/** A query as the page and the `traces` command send it, with different parameters on each run. */
export interface Query {
  readonly name: string
  /** Goal for the p95 in milliseconds; without a goal the figure is informational. */
  readonly goalMillis?: number
  path(): string
}

const dayMillis = 86_400_000

interface TraceList {
  readonly traces: readonly { readonly traceId: string }[]
}

/** Trace IDs from all days. */
async function sampleTraceIds(running: ConsoleProcess, lastMillis: number, days: number) {
  const ids: string[] = []
  for (let day = 0; day < days; day++) {
    const end = new Date(lastMillis - day * dayMillis - dayMillis / 3).toISOString()
    const path = `/api/v1/traces?limit=10&since=3650d&end=${end}`
    ids.push(...(await running.get<TraceList>(path)).traces.map(({ traceId }) => traceId))
  }
  return ids
}

export async function queries(
  running: ConsoleProcess,
  { lastMillis, days }: { readonly lastMillis: number; readonly days: number },
): Promise<Query[]> {
  const random = createRandom(11)
  const ids = await sampleTraceIds(running, lastMillis, days)
  const one = <Value>(list: readonly Value[]) => list[random.integer(list.length)] as Value
  const range = (lengthMillis: number) => {
    const end = lastMillis - random.integer(days) * dayMillis
    const start = end - lengthMillis - random.integer(dayMillis - lengthMillis + 1)
    const iso = (millis: number) => new Date(millis).toISOString()
    return `start=${iso(start)}&end=${iso(start + lengthMillis)}`
  }
  const aDay = () => range(dayMillis)
  const where = () =>
    encodeURIComponent(`${key(random.integer(97))} = "${value(random.integer(1000))}"`)
  return [
    { name: 'services', goalMillis: 10, path: () => '/api/v1/services' },
    { name: 'trace by id', goalMillis: 100, path: () => `/api/v1/traces/${one(ids)}` },
    { name: 'search: newest', goalMillis: 100, path: () => '/api/v1/traces' },
    {
      name: 'search: service and operation',
      goalMillis: 100,
      path: () =>
        `/api/v1/traces?service=${one(services)}&operation=operation-${random.integer(12)}&${aDay()}`,
    },
    {
      name: 'search: errors above 20 ms',
      goalMillis: 100,
      path: () => `/api/v1/traces?service=${one(services)}&status=error&minDuration=20ms&${aDay()}`,
    },
    {
      name: 'search: an attribute, all time',
      goalMillis: 100,
      path: () => `/api/v1/traces?where=${where()}`,
    },
    {
      name: 'search: longest of an hour',
      goalMillis: 100,
      path: () => `/api/v1/traces?sort=longest&${range(3_600_000)}`,
    },
    { name: 'count of a day', goalMillis: 300, path: () => `/api/v1/spans/count?${aDay()}` },
    {
      name: 'count of a day by service',
      goalMillis: 300,
      path: () => `/api/v1/spans/count?by=service&${aDay()}`,
    },
    {
      name: 'count of a day by an attribute',
      goalMillis: 300,
      path: () => `/api/v1/spans/count?by=${key(random.integer(97))}&${aDay()}`,
    },
    { name: 'heatmap of a day', goalMillis: 300, path: () => `/api/v1/spans/heatmap?${aDay()}` },
    { name: 'service map of an hour', path: () => `/api/v1/service-map?${range(3_600_000)}` },
  ]
}

export interface QueryTimes {
  readonly millis: readonly number[]
  /** Mean CPU time of the console per query, all threads. */
  readonly cpuMillis: number
}

/** Runs the query several times in sequence. */
export async function runRepeatedly(
  running: ConsoleProcess,
  query: Query,
  times: number,
): Promise<QueryTimes> {
  const millis: number[] = []
  const startCpu = await running.cpuSeconds()
  for (let time = 0; time < times; time++) {
    const startMillis = performance.now()
    await running.get(query.path())
    millis.push(performance.now() - startMillis)
  }
  const cpu = (await running.cpuSeconds()) - startCpu
  return { millis, cpuMillis: (cpu * 1_000) / times }
}
