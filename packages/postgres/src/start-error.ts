import { StartError } from '@cruddur/fastify-service'
import { isDatabaseUnavailable } from './is-unavailable.ts'

/** Converts an error of the first connection into one line that names `DATABASE_URL`; keeps other errors. */
export function databaseStartError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error
  const { code, message, errors } = error as Error & { code?: unknown; errors?: Error[] }
  // The message of an AggregateError, one error per address, is empty.
  const reason = message || (errors ?? []).map((each) => each.message).join(', ') || String(code)
  const line = reason.replaceAll(/\s+/g, ' ')
  const isConfiguration = code === '42501' || /^SASL|^password|no pg_hba/.test(message)
  if (!isConfiguration && !isDatabaseUnavailable(error)) return error
  return new StartError(`cannot connect to the database (${line}): check DATABASE_URL`, {
    cause: error,
  })
}
