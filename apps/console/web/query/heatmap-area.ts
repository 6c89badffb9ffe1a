import type { CompareSearch, HeatmapResult } from '../../src/api/contract-analysis.ts'
import { toDate } from '../../src/format/instant.ts'
import { zoomInto } from '../time/zoom.ts'
import { toDurationText } from './query-search.ts'

/** Cells of a heatmap, first and last included. */
export interface Area {
  readonly firstStep: number
  readonly lastStep: number
  readonly firstRow: number
  readonly lastRow: number
}

export interface Cell {
  readonly step: number
  readonly row: number
}

const HEATS = 7

export function areaOf(a: Cell, b: Cell): Area {
  return {
    firstStep: Math.min(a.step, b.step),
    lastStep: Math.max(a.step, b.step),
    firstRow: Math.min(a.row, b.row),
    lastRow: Math.max(a.row, b.row),
  }
}

export function includes(area: Area, { step, row }: Cell): boolean {
  const inSteps = step >= area.firstStep && step <= area.lastStep
  return inSteps && row >= area.firstRow && row <= area.lastRow
}

/** How hot a cell is, 1 to 7, by the root of its count, so that one slow span is still seen. */
export function heatOf(cells: HeatmapResult['cells']): (count: number) => number {
  const counts = cells.map(({ count }) => count).sort((a, b) => a - b)
  // The busiest twentieth must not make all others pale.
  const most = Math.max(1, counts[Math.floor(counts.length * 0.95)] ?? 1)
  return (count) => Math.max(1, Math.min(HEATS, Math.ceil(Math.sqrt(count / most) * HEATS)))
}

/** An area as the address holds it. */
export function toBox(map: HeatmapResult, area: Area): Record<string, string | undefined> {
  const { start, end } = zoomInto(map, { first: area.firstStep, last: area.lastStep })
  return {
    boxStart: start,
    boxEnd: end,
    boxMinDuration: toDurationText(BigInt(map.boundaryNanos[area.firstRow] ?? 0)),
    boxMaxDuration: toDurationText(BigInt(map.boundaryNanos[area.lastRow + 1] ?? 0)),
  }
}

/** All of the time of a heatmap, durations of any length, as the address holds it. */
export function wholeTime(map: HeatmapResult): Record<string, string | undefined> {
  const { start, end } = zoomInto(map, { first: 0, last: map.stepCount - 1 })
  return {
    boxStart: start,
    boxEnd: end,
    boxMinDuration: undefined,
    boxMaxDuration: undefined,
  }
}

/** Where a box lies on a heatmap that may have moved on since; nowhere when it is out of sight. */
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
