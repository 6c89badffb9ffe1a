import { processOf, type SpanNode } from './trace-graph.ts'

/** The moments at which spans of one process start or end, and the calls of the process by their end. */
export interface ProcessTimes {
  readonly nodes: readonly SpanNode[]
  /** Client spans by end. */
  readonly calls: readonly SpanNode[]
  /** Whether no span of the process starts or ends within the time, except right at its edges. */
  isQuiet(fromMillis: number, toMillis: number): boolean
}

/** Around a moment: timers and the recording of spans are not exact. */
const edgeMillis = 2

/** The processes of a JavaScript runtime, which have one event loop. */
export function eventLoopProcesses(nodes: readonly SpanNode[]): ProcessTimes[] {
  const byProcess = Map.groupBy(nodes.filter(hasEventLoop), processOf)
  return [...byProcess.values()].map((ofProcess) => {
    const moments = Float64Array.from(
      ofProcess.flatMap(({ startMillis, endMillis }) => [startMillis, endMillis]),
    ).sort()
    return {
      nodes: ofProcess,
      calls: ofProcess
        .filter(({ span }) => span.SpanKind === 'Client')
        .sort((a, b) => a.endMillis - b.endMillis),
      isQuiet: (fromMillis, toMillis) =>
        firstAtLeast(moments, fromMillis + edgeMillis) >=
        firstAtLeast(moments, toMillis - edgeMillis),
    }
  })
}

function hasEventLoop({ span: { ResourceAttributes: resource } }: SpanNode): boolean {
  const language = resource['telemetry.sdk.language'] ?? resource['process.runtime.name'] ?? ''
  return /^(?:nodejs|node|bun|deno)$/.test(language)
}

/** Index of the first number that is not less; the numbers ascend. */
export function firstAtLeast(numbers: ArrayLike<number>, least: number): number {
  let [from, to] = [0, numbers.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((numbers[middle] ?? 0) < least) from = middle + 1
    else to = middle
  }
  return from
}
