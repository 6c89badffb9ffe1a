/** Token bucket: allows `perMinute` at once and refills as many each minute, without a timer. */
export function createRateLimiter(perMinute: number, now: () => number = Date.now): () => boolean {
  let available = perMinute
  let refilledAt = now()

  return () => {
    const time = now()
    available = Math.min(
      perMinute,
      available + (Math.max(0, time - refilledAt) / 60_000) * perMinute,
    )
    refilledAt = time
    if (available < 1) return false
    available -= 1
    return true
  }
}
