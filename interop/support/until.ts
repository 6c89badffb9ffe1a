import type { RunningProcess } from './processes.ts'

const intervalMillis = 100
/** Enough for a machine under load; a case that passes waits a fraction of it. */
const timeoutMillis = 180_000

/** Repeats `read` until it returns a value. @throws after three minutes, or when the process ends first */
export async function until<Value>(
  what: string,
  read: () => Promise<Value | undefined | false>,
  process?: RunningProcess,
): Promise<Value> {
  const deadline = performance.now() + timeoutMillis
  for (;;) {
    if (process?.hasEnded())
      throw new Error(`Ended while waiting for ${what}:\n${process.output().slice(-2_000)}`)
    let reason = 'nothing arrived'
    try {
      const value = await read()
      if (value !== undefined && value !== false) return value
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
    if (performance.now() > deadline) throw new Error(`Timed out waiting for ${what}: ${reason}`)
    await new Promise((resolve) => setTimeout(resolve, intervalMillis))
  }
}
