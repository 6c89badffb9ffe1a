/** Round durations on a logarithmic axis given by boundaries, with positions from 0 (bottom) to 1. */
export function durationTicks(
  boundaryNanos: readonly string[],
  most = 6,
): readonly { readonly nanos: bigint; readonly position: number }[] {
  const boundaries = boundaryNanos.map(Number)
  const [low = 0, high = 0] = [boundaries[0], boundaries.at(-1)]
  if (!(high > low)) return []
  const all = [1, 2, 5].flatMap((factor) =>
    Array.from({ length: 15 }, (_none, power) => ({ factor, nanos: factor * 10 ** power })),
  )
  const within = all.filter(({ nanos }) => nanos >= low && nanos <= high)
  const round = within.filter(({ factor }) => factor === 1)
  const shown = within.length <= most ? within : round.length > 1 ? round.slice(0, most) : within
  return shown.map(({ nanos }) => ({
    nanos: BigInt(nanos),
    position: positionOf(nanos, boundaries),
  }))
}

function positionOf(nanos: number, boundaries: readonly number[]): number {
  const row = boundaries.findLastIndex((boundary) => boundary <= nanos)
  const [from = nanos, to = nanos] = [boundaries[row], boundaries[row + 1]]
  const inside = to > from ? (nanos - from) / (to - from) : 0
  return Math.min(1, (row + inside) / (boundaries.length - 1))
}
