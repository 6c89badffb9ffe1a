import type { ConsoleClient } from '../../client/console-client.ts'
import { countArrived } from '../../format/arrived.ts'
import { printKey, printValue } from '../../query-language/print-where.ts'
import { completeWhere } from '../../query-language/syntax.ts'
import { plain } from '../terminal.ts'
import { type Candidate, FILES, type LiveValues } from './complete-words.ts'

const MOST = 50
const RECENT = '1d'

type Written = Parameters<LiveValues>[1]

/** Names that the running console knows; empty when it does not respond in time. */
export function createLiveValues(client: ConsoleClient): LiveValues {
  const kinds: Readonly<
    Record<string, (written: Written) => Promise<readonly Candidate[]> | readonly Candidate[]>
  > = {
    service: () => services(client),
    operation: ({ options }) => operations(client, options.get('service')),
    by: ({ prefix }) => keys(client, prefix),
    where: ({ prefix }) => tests(client, prefix),
    'trace-id': ({ prefix }) => traces(client, prefix),
    trace: ({ prefix }) => traces(client, prefix),
    metric: () => metrics(client),
    run: () => runs(client),
    'baseline-run': () => runs(client),
    item: () => items(client),
    group: () => groups(client),
    stream: ({ options }) => streams(client, options.get('group')),
    file: () => [FILES],
    output: () => [FILES],
  }
  return async (kind, written) => {
    try {
      return (await kinds[kind]?.(written)) ?? []
    } catch {
      // A message between the words that a person is writing would be in the way.
      return []
    }
  }
}

async function services(client: ConsoleClient): Promise<Candidate[]> {
  const { services } = await client.listServices()
  return services.map((service) => candidate(service.name, countArrived(service)))
}

async function operations(client: ConsoleClient, service: string | undefined) {
  if (service === undefined) return []
  const { operations } = await client.listOperations(service)
  return [...new Set(operations.map(({ name }) => name))].map((name) => candidate(name))
}

async function keys(client: ConsoleClient, containing: string): Promise<Candidate[]> {
  const search = { since: RECENT, containing, limit: MOST }
  const { fields, attributes } = await client.listAttributes(search)
  return [...fields, ...attributes.map(({ name }) => name)].map((name) => candidate(name))
}

/** The whole text with each completion of its end. */
async function tests(client: ConsoleClient, text: string): Promise<Candidate[]> {
  const writing = completeWhere(text)
  const { part } = writing
  const head = text.slice(0, text.length - part.length)
  const containing = part.replace(/^"/, '')
  const found = async () => {
    if (writing.kind === 'key')
      return (await keys(client, containing)).map(({ value }) => printKey(value))
    if (writing.kind !== 'value' || writing.words.length > 0) return writing.words
    const search = { since: RECENT, containing, limit: MOST }
    const { values } = await client.listAttributeValues(writing.key, search)
    // The typed part must not change: a value is quoted only when it must be, or was.
    const print = (name: string) =>
      part.startsWith('"') || !isPlain(name) ? printValue(name) : name
    return values.map(({ name }) => print(name))
  }
  return (await found()).map((end) => candidate(head + end))
}

/** Read as text without quotes. */
function isPlain(value: string): boolean {
  return /^[^\s"=<>!()\d-][^\s"=<>!()]*$/.test(value) && !/^(and|or|not)$/i.test(value)
}

/** IDs are completed from the first digit on. */
async function traces(client: ConsoleClient, prefix: string): Promise<Candidate[]> {
  if (!/^[\da-f]+$/.test(prefix)) return []
  const { traceIds } = await client.findTraceIds(prefix)
  return traceIds.map((traceId) => candidate(traceId))
}

async function runs(client: ConsoleClient): Promise<Candidate[]> {
  const { runs } = await client.listRuns({ limit: MOST })
  return runs.map(({ instanceId, service, version }) =>
    candidate(instanceId, `${service} ${version}`),
  )
}

async function metrics(client: ConsoleClient): Promise<Candidate[]> {
  const { metrics } = await client.listMetrics({ since: RECENT })
  const byName = new Map(metrics.map(({ name, description }) => [name, description]))
  return [...byName].map(([name, description]) => candidate(name, description))
}

async function items(client: ConsoleClient): Promise<Candidate[]> {
  const { items } = await client.listErrors({ limit: MOST })
  return items.map(({ counter, title }) => candidate(String(counter), title))
}

async function groups(client: ConsoleClient): Promise<Candidate[]> {
  const { groups } = await client.listLogGroups()
  return groups.map(({ name }) => candidate(name))
}

async function streams(client: ConsoleClient, group: string | undefined): Promise<Candidate[]> {
  const { groups } = await client.listLogGroups()
  return groups
    .filter(({ name }) => group === undefined || name === group)
    .flatMap(({ streams }) => streams.map(({ name }) => candidate(name)))
}

/** Names come from telemetry: nothing in them may end a line or move the cursor. */
function candidate(value: string, description?: string): Candidate {
  return {
    value: plain(value).slice(0, 400),
    ...(description !== undefined && { description: plain(description).slice(0, 80) }),
  }
}
