import type { CheckOptions, CheckResult } from '../../doctor/check-result.ts'
import { explain, probe } from '../../doctor/probe.ts'
import type { RollbarDestination } from './variables.ts'

/** Posts an empty item: Rollbar checks the token before it rejects the item. */
export async function checkErrorReports(
  { endpoint, accessToken }: RollbarDestination,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const at = { destination: endpoint }
  const headers = { 'content-type': 'application/json', 'x-rollbar-access-token': accessToken }
  try {
    return {
      ...at,
      ...interpret(await probe({ url: endpoint, headers, body: '{}', timeoutMillis })),
    }
  } catch (error) {
    return { ...at, state: 'failed', ...explain(error, timeoutMillis, 'ROLLBAR_ENDPOINT') }
  }
}

function interpret(status: number): Pick<CheckResult, 'state' | 'message' | 'advice'> {
  // 400 and 422 are the expected responses to an empty item.
  if (status === 200 || status === 400 || status === 422) {
    return { state: 'ok', message: 'responds and accepts the access token' }
  }
  if (status === 401 || status === 403) {
    return {
      state: 'failed',
      message: `rejects the access token (HTTP ${status})`,
      advice: 'Set ROLLBAR_ACCESS_TOKEN to an enabled token with scope post_server_item.',
    }
  }
  if (status === 429 || status >= 500) {
    return {
      state: 'unsure',
      message: `responds with HTTP ${status}`,
      advice: 'Error reports are queued and retried; check the project if this persists.',
    }
  }
  return {
    state: 'failed',
    message: `is not a Rollbar item endpoint (HTTP ${status})`,
    advice: 'ROLLBAR_ENDPOINT must be the complete URL, ending in /api/1/item/.',
  }
}
