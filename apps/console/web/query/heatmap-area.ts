import type { CompareSearch, HeatmapResult } from '../../src/contract/analysis.ts'
import { toDate } from '../../src/format/instant.ts'
import { zoomInto } from '../time/zoom.ts'
import type { Area } from '../ui/heatmap-cells.ts'
import { toDurationText } from './query-search.ts'

/** URL parameters of an area. */
export function toBox(map: HeatmapResult, area: Area): Record<string, string | undefined> {
  const { start, end } = zoomInto(map, { first: area.firstStep, last: area.lastStep })
  return {
    boxStart: start,
    boxEnd: end,
    boxMinDuration: toDurationText(BigInt(map.boundaryNanos[area.firstRow] ?? 0)),
    boxMaxDuration: toDurationText(BigInt(map.boundaryNanos[area.lastRow + 1] ?? 0)),
  }
}

/** URL parameters for the whole time range of a heatmap and any duration. */
export function wholeTime(map: HeatmapResult): Record<string, string | undefined> {
  const { start, end } = zoomInto(map, { first: 0, last: map.stepCount - 1 })
  return {
    boxStart: start,
    boxEnd: end,
    boxMinDuration: undefined,
    boxMaxDuration: undefined,
  }
}

/** Position of a selection on a heatmap, whose range may have moved; `undefined` outside of it. */
export function fromBox(map: HeatmapResult, box: CompareSearch | undefined): Area | undefined {
  const rows = map.boundaryNanos.length - 1
  if (box === undefined || rows < 1) return undefined
  const startMillis = toDate(map.startUnixNano).getTime()
  const stepMillis = Number(map.stepNano) / 1e6
  const step = (iso: string) => Math.round((Date.parse(iso) - startMillis) / stepMillis)
  const min = toNanos(box.boxMinDuration) ?? 0
  const max = toNanos(box.boxMaxDuration) ?? Number.POSITIVE_INFINITY
  const boundaries = map.boundaryNanos.map(Number)
  const firstRow = boundaries.findLastIndex((boundary) => boundary <= min)
  const above = boundaries.findIndex((boundary) => boundary >= max)
  const area = {
    firstStep: Math.max(0, step(box.boxStart)),
    lastStep: Math.min(map.stepCount, step(box.boxEnd)) - 1,
    firstRow: Math.max(0, Math.min(rows - 1, firstRow)),
    lastRow: (above === -1 ? rows : Math.max(1, above)) - 1,
  }
  return area.lastStep >= area.firstStep ? area : undefined
}

function toNanos(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number.parseFloat(text)
  return text.endsWith('ns') ? value : value * 1e9
}
