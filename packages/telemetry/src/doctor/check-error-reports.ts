import type { ErrorReportsConfig } from '../config/error-reports-variables.ts'
import type { CheckOptions, Finding } from './finding.ts'
import { probe } from './probe.ts'

/** Posts an item that has nothing in it: the token is checked before the item is refused. */
export async function checkErrorReports(
  { accessToken, endpoint }: ErrorReportsConfig,
  { timeoutMillis }: CheckOptions,
): Promise<Finding> {
  const signal = 'errorReports'
  if (accessToken === undefined) {
    return {
      signal,
      state: 'off',
      destination: 'nowhere',
      message: 'ROLLBAR_ACCESS_TOKEN is not set',
      advice: 'Set it to a token of the project with scope post_server_item.',
    }
  }
  const result = await probe({
    url: endpoint,
    headers: { 'content-type': 'application/json', 'x-rollbar-access-token': accessToken },
    body: '{}',
    timeoutMillis,
    variable: 'ROLLBAR_ENDPOINT',
  })
  const at = { signal, destination: endpoint } as const
  if (result.kind === 'failure') return { ...at, state: 'failed', ...result }
  return { ...at, ...interpret(result.status) }
}

function interpret(status: number): Pick<Finding, 'state' | 'message' | 'advice'> {
  // 400 and 422 are what an empty item deserves.
  if (status === 200 || status === 400 || status === 422) {
    return { state: 'ok', message: 'answers, and does not refuse the access token' }
  }
  if (status === 401 || status === 403) {
    return {
      state: 'failed',
      message: `refuses the access token (HTTP ${status})`,
      advice: 'Set ROLLBAR_ACCESS_TOKEN to an enabled token with scope post_server_item.',
    }
  }
  if (status === 429 || status >= 500) {
    return {
      state: 'unsure',
      message: `answers HTTP ${status}`,
      advice: 'Items are queued and sent later; look at the project if it goes on.',
    }
  }
  return {
    state: 'failed',
    message: `is not where items go (HTTP ${status})`,
    advice: 'ROLLBAR_ENDPOINT is the whole URL and ends in /api/1/item/.',
  }
}
