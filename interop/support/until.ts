const intervalMillis = 100
const timeoutMillis = 60_000

/** Repeats `read` until it returns a value. @throws after a minute, with the last error */
export async function until<Value>(
  what: string,
  read: () => Promise<Value | undefined | false>,
): Promise<Value> {
  const deadline = performance.now() + timeoutMillis
  for (;;) {
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
