import { number, secret, url, type Values } from '@cruddur/environment'
import type { Off } from '../../config/destination.ts'
import type { QueueLimits } from '../signal.ts'

export const queueLimits: QueueLimits = { items: 5_000, bytes: 3 * 2 ** 20 }

export const errorReportsVariables = {
  ROLLBAR_ACCESS_TOKEN: secret({
    description:
      'Access token of the Rollbar project with scope post_server_item; error reports are off without it',
  }),
  ROLLBAR_ENDPOINT: url({
    description: 'URL for error reports',
    default: 'https://api.rollbar.com/api/1/item/',
  }),
  TELEMETRY_ERROR_REPORTS_PER_MINUTE: number({
    description:
      'Maximum number of error reports per minute and process; excess reports are counted and dropped',
    default: 60,
    min: 1,
    max: 100_000,
  }),
}

export interface RollbarDestination {
  readonly endpoint: string
  readonly accessToken: string
}

export interface ErrorReportsConfig {
  readonly destination: RollbarDestination | Off
  readonly occurrencesPerMinute: number
}

export function errorReportsConfig(
  values: Values<typeof errorReportsVariables>,
): ErrorReportsConfig {
  const { ROLLBAR_ENDPOINT, ROLLBAR_ACCESS_TOKEN: accessToken } = values
  // A fragment is never sent.
  const [endpoint = ''] = ROLLBAR_ENDPOINT.split('#', 1)
  return Object.freeze({
    destination:
      accessToken === undefined
        ? { off: 'ROLLBAR_ACCESS_TOKEN is not set' }
        : { endpoint, accessToken },
    occurrencesPerMinute: values.TELEMETRY_ERROR_REPORTS_PER_MINUTE,
  })
}
