import type { BatchSenderOptions, SendOutcome } from './batch-sender.ts'
import type { Records } from './bounded-queue.ts'
import { startTimeout } from './timeout.ts'

/** Runs one attempt, with a timeout even if `send` ignores its signal. Never rejects. */
export function runAttempt(
  { send, attemptTimeoutMillis }: Pick<BatchSenderOptions, 'send' | 'attemptTimeoutMillis'>,
  batch: readonly Records[],
  attempt: AbortController,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const { signal } = attempt
    const cancelTimeout = startTimeout(attemptTimeoutMillis, () =>
      attempt.abort(new Error(`no response within ${attemptTimeoutMillis} ms`)),
    )
    const finish = (outcome: SendOutcome) => {
      cancelTimeout()
      resolve(outcome)
    }
    signal.addEventListener('abort', () => finish(retry(signal.reason)), { once: true })
    new Promise<SendOutcome>((sent) => sent(send(batch, signal))).then(finish, (error) =>
      finish(retry(signal.aborted ? signal.reason : error)),
    )
  })
}

/** The innermost cause of a network error has the useful message: `connect ECONNREFUSED 127.0.0.1:4318`. */
function retry(error: unknown): SendOutcome {
  let reason = error
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause
  return { kind: 'retry', reason: reason instanceof Error ? reason.message : String(reason) }
}
