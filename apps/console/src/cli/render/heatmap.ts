import type { HeatmapResult } from '../../contract/analysis.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatCount } from '../../format/figures.ts'
import { formatInstant } from '../../format/instant.ts'
import type { Terminal } from '../terminal.ts'
import { fitRight } from './cell.ts'

const LABEL_COLUMNS = 9
const COUNT_COLUMNS = 9
const MAX_COLUMNS = 120
const SHADES = ' ·░▒▓█'

/** Columns that are left for time. */
export function heatmapColumns(columns: number): number {
  return Math.max(20, Math.min(MAX_COLUMNS, columns - LABEL_COLUMNS - COUNT_COLUMNS - 4))
}

/** One line per row of durations, longest first, with its count; shades work without color. */
export function renderHeatmap(map: HeatmapResult, { paint }: Terminal): string[] {
  const rows = Map.groupBy(map.cells, ({ row }) => row)
  const most = map.cells.reduce((top, { count }) => Math.max(top, count), 1)
  const lines: string[] = []
  for (let row = map.boundaryNanos.length - 2; row >= 0; row -= 1) {
    const cells = new Map((rows.get(row) ?? []).map((cell) => [cell.step, cell]))
    let total = 0
    let line = ''
    for (let step = 0; step < map.stepCount; step += 1) {
      const { count = 0, errorCount = 0 } = cells.get(step) ?? {}
      total += count
      const shade = SHADES[Math.ceil(Math.sqrt(count / most) * (SHADES.length - 1))] ?? '█'
      line += errorCount > 0 ? paint('red', shade) : shade
    }
    const label = fitRight(formatDuration(BigInt(map.boundaryNanos[row] ?? 0)), LABEL_COLUMNS)
    const count = total === 0 ? '' : total.toLocaleString('en')
    lines.push(`${paint('dim', label)} │${line}│${fitRight(count, COUNT_COLUMNS)}`)
  }
  const at = (step: number) =>
    formatInstant(String(BigInt(map.startUnixNano) + BigInt(step) * BigInt(map.stepNano)))
  const indent = ' '.repeat(LABEL_COLUMNS + 2)
  const [from, to] = [at(0), at(map.stepCount)]
  return [
    ...lines,
    paint(
      'dim',
      `${indent}${from}${fitRight(to, Math.max(to.length + 1, map.stepCount - from.length))}`,
    ),
    paint(
      'dim',
      `${indent}${formatCount(map)} spans · one column is ${formatDuration(BigInt(map.stepNano))} · █ is ${most.toLocaleString('en')}`,
    ),
  ]
}
