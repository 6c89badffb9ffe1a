/** Runs at most `max` tasks at once; the others wait in order of arrival. */
export function limitConcurrency(max: number) {
  const waiting: (() => void)[] = []
  let free = max
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
