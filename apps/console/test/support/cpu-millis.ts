/**
 * Processor time that this thread spends in a call, in milliseconds. Unlike the time that passes, it
 * does not grow with the load of the machine.
 */
export function cpuMillis(call: () => void): number {
  const before = process.threadCpuUsage()
  call()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/**
 * The shortest of three calls, because the others may include compilation and garbage collection. Fewer
 * calls when one takes less than `limitMillis`.
 */
export function shortestCpuMillis(call: () => void, limitMillis = 0): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3 && shortest >= limitMillis; run += 1)
    shortest = Math.min(shortest, cpuMillis(call))
  return shortest
}
