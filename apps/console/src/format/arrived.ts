import { countOf } from './count-of.ts'

export interface ArrivedCounts {
  readonly spanCount: number
  readonly segmentCount: number
  readonly logCount: number
  readonly itemCount: number
}

/** The rows of a service or a run per signal: `20 spans, 3 log lines, 1 item`. */
export function countArrived(counts: ArrivedCounts): string {
  const { spanCount, segmentCount, logCount, itemCount } = counts
  return [
    ...counted(spanCount, 'span'),
    ...counted(segmentCount, 'segment'),
    ...counted(logCount, 'log line'),
    ...counted(itemCount, 'item'),
  ].join(', ')
}

function counted(count: number, noun: string): string[] {
  return count === 0 ? [] : [countOf(count, noun)]
}
