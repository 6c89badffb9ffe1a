const FACTORS = [1, 2, 5, 10]

/**
 * Round values from zero, or from `least` below it, to at least `most`; the last one is the top of the
 * axis. Without negative values they are at most six.
 */
export function niceTicks(most: number, count = 4, least = 0): readonly number[] {
  const range = Math.max(0, most) - Math.min(0, least)
  if (!(range > 0)) return [0, 1]
  const size = Math.max(most, -least) / count
  const power = 10 ** Math.floor(Math.log10(size))
  const step = power * (FACTORS.find((factor) => factor * power >= size * 0.999) ?? 10)
  const below = Math.max(0, Math.ceil(-least / step - 1e-9))
  const above = Math.max(below === 0 ? 1 : 0, Math.ceil(most / step - 1e-9))
  return Array.from({ length: below + above + 1 }, (_none, index) =>
    Number(((index - below) * step).toPrecision(12)),
  )
}

/** The same for bytes: round multiples of KiB, MiB and so on. */
export function binaryTicks(most: number, count = 4, least = 0): readonly number[] {
  const largest = Math.max(most, -least)
  const unit = largest < 1024 ? 1 : 1024 ** Math.floor(Math.log2(largest) / 10)
  return niceTicks(most / unit, count, least / unit).map((tick) => tick * unit)
}
