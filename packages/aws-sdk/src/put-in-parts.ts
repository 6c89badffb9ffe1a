import type { LogEvent } from './log-events.ts'

/** Maximum number of requests that send a rejected batch again in parts: enough to find one event among thousands. */
const maxRequests = 24

/**
 * Sends a batch. A batch that is rejected because of its events is halved until the rejected events are
 * found, so that the others arrive.
 *
 * @returns the number of rejected events
 * @throws the error of the first request when no part was accepted, or any other error
 */
export async function putInParts(
  events: readonly LogEvent[],
  put: (events: readonly LogEvent[]) => Promise<void>,
): Promise<number> {
  let requestsLeft = maxRequests
  let rejected = 0
  let isAnyAccepted = false
  let firstError: unknown

  async function putPart(part: readonly LogEvent[]): Promise<void> {
    try {
      await put(part)
      isAnyAccepted = true
    } catch (error) {
      if (!isAboutEvents(error)) throw error
      firstError ??= error
      if (part.length < 2 || requestsLeft < 2) {
        rejected += part.length
        return
      }
      requestsLeft -= 2
      const middle = Math.ceil(part.length / 2)
      await putPart(part.slice(0, middle))
      await putPart(part.slice(middle))
    }
  }

  await putPart(events)
  if (firstError !== undefined && !isAnyAccepted) throw firstError
  return rejected
}

function isAboutEvents(error: unknown): boolean {
  return error instanceof Error && /^(InvalidParameter|Validation|Serialization)/.test(error.name)
}
