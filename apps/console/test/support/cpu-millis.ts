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
