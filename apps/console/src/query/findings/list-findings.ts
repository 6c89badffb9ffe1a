import { findingKindNames, isFindingKind } from '../../contract/finding-kinds.ts'
import type { FindingList, FindingSearch } from '../../contract/findings.ts'
import { type FindingSettings, findFindingsOfTraces } from '../../findings/find-findings.ts'
import { readOffset } from '../cursor.ts'
import type { TraceListReaders } from '../list-traces.ts'
import { QueryError } from '../query-error.ts'
import { parseTraceId } from '../trace-id.ts'
import { type Candidates, findCandidates } from './candidate-traces.ts'
import { type FindingInTrace, groupFindings } from './group-findings.ts'
import type { ReadTraces } from './read-traces.ts'

export type FindingReaders = TraceListReaders & { readonly readTraces: ReadTraces }

const maxTraces = 50
const defaultLimit = 20

/**
 * Findings of the newest, the slowest and the latest erroneous traces, grouped by kind and operation.
 * @throws QueryError
 */
export async function listFindings(
  readers: FindingReaders,
  search: FindingSearch,
  settings: FindingSettings,
  nowMillis = Date.now(),
): Promise<FindingList> {
  const { service, limit = defaultLimit } = search
  const kinds = readKinds(search.kind)
  const offset = readOffset(search.cursor)
  const candidates = await candidatesOf(readers, search, nowMillis)
  const traces = await readers.readTraces(candidates.traceIds)
  const inputs = traces.map(({ input }) => input)
  const found = findFindingsOfTraces(inputs, settings, nowMillis)
  const findings = traces.flatMap(({ traceId, startUnixNano }, index): FindingInTrace[] =>
    (found[index] ?? [])
      .filter((finding) => kinds.has(finding.kind))
      .filter((finding) => service === undefined || finding.service === service)
      .map((finding) => ({ ...finding, traceId, startUnixNano })),
  )
  const groups = groupFindings(findings)
  const shown = groups.slice(offset, offset + limit)
  const { traceIds, ...counts } = candidates
  return {
    groups: shown,
    ...(groups.length > offset + limit && { nextCursor: String(offset + limit) }),
    ...(search.traces !== undefined && { traces: kindsByTrace(findings) }),
    examined: {
      ...counts,
      isPartial:
        counts.isPartial || (search.traces === undefined && traces.length < traceIds.length),
      traces: traces.length,
      spans: traces.reduce((sum, { input }) => sum + input.spans.length, 0),
    },
  }
}

function kindsByTrace(findings: readonly FindingInTrace[]) {
  return [...Map.groupBy(findings, ({ traceId }) => traceId)].map(([traceId, ofTrace]) => ({
    traceId,
    kinds: [...new Set(ofTrace.map(({ kind }) => kind))],
  }))
}

async function candidatesOf(
  readers: FindingReaders,
  { traces, service, run, since, start, end }: FindingSearch,
  nowMillis: number,
): Promise<Candidates> {
  if (traces === undefined) {
    const search = {
      ...(service !== undefined && { service }),
      ...(run !== undefined && { run }),
      ...(since !== undefined && { since }),
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
    }
    return findCandidates(readers, search, nowMillis)
  }
  const ids = [...new Set(traces.split(',').map((id) => parseTraceId(id.trim())))]
  if (ids.length > maxTraces)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `traces has ${ids.length} IDs; at most ${maxTraces} are allowed`,
    )
  return { traceIds: ids, newest: 0, slowest: 0, withErrors: 0, withoutSpans: 0, isPartial: false }
}

/** @throws QueryError for a name that is not a kind */
function readKinds(text: string | undefined): ReadonlySet<string> {
  if (text === undefined) return new Set(findingKindNames)
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !isFindingKind(name))
  if (unknown === undefined) return new Set(names)
  throw new QueryError(
    'CON_QUERY_INVALID',
    `Unknown kind "${unknown}": use ${findingKindNames.join(', ')}`,
  )
}
