const FACTORS = [1, 2, 5, 10]

/** Round values from 0 to at least `most`, at most six; the last one is the top of the axis. */
export function niceTicks(most: number, count = 4): readonly number[] {
  if (!(most > 0)) return [0, 1]
  const least = most / count
  const power = 10 ** Math.floor(Math.log10(least))
  const step = power * (FACTORS.find((factor) => factor * power >= least * 0.999) ?? 10)
  const steps = Math.max(1, Math.ceil(most / step - 1e-9))
  return Array.from({ length: steps + 1 }, (_none, index) => Number((index * step).toPrecision(12)))
}
