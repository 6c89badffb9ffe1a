import { rowPosition } from './heatmap-cells.ts'

const MAX_POWERS = 24

/** Round values on an axis given by the boundaries of its rows, with positions from 0 (bottom) to 1. */
export function logTicks(
  boundaries: readonly number[],
  most = 6,
): readonly { readonly value: number; readonly position: number }[] {
  const low = Math.max(boundaries[0] ?? 0, boundaries.find((boundary) => boundary > 0) ?? 0)
  const high = boundaries.at(-1) ?? 0
  if (!(high > low) || low <= 0) return []
  const from = Math.floor(Math.log10(low))
  const powers = Math.min(MAX_POWERS, Math.ceil(Math.log10(high)) - from + 1)
  const all = [1, 2, 5].flatMap((factor) =>
    Array.from({ length: powers }, (_none, index) => ({
      factor,
      value: Number(`${factor}e${from + index}`),
    })),
  )
  const within = all.filter(({ value }) => value >= low && value <= high)
  const round = within.filter(({ factor }) => factor === 1)
  const shown = within.length <= most ? within : round.length > 1 ? thin(round, most) : within
  return shown.map(({ value }) => ({ value, position: rowPosition(value, boundaries) }))
}

function thin<Item>(items: readonly Item[], most: number): readonly Item[] {
  const every = Math.ceil(items.length / most)
  return items.filter((_item, index) => index % every === 0)
}
