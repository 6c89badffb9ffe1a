import { number, secret, url, type Values } from '@cruddur/environment'

export const errorReportsVariables = {
  ROLLBAR_ACCESS_TOKEN: secret({
    description: 'Token of the Rollbar project with scope post_server_item; none: no error reports',
  }),
  ROLLBAR_ENDPOINT: url({
    description: 'Where error reports are posted to',
    default: 'https://api.rollbar.com/api/1/item/',
  }),
  TELEMETRY_ERROR_REPORTS_PER_MINUTE: number({
    description: 'Error reports a process sends a minute; those over it are counted, not sent',
    default: 60,
    min: 1,
    max: 100_000,
  }),
}

export interface ErrorReportsConfig {
  /** Unset: the signal is off. */
  readonly accessToken: string | undefined
  readonly endpoint: string
  readonly occurrencesPerMinute: number
}

export function errorReportsConfig(
  values: Values<typeof errorReportsVariables>,
): ErrorReportsConfig {
  return Object.freeze({
    accessToken: values.ROLLBAR_ACCESS_TOKEN,
    endpoint: values.ROLLBAR_ENDPOINT,
    occurrencesPerMinute: values.TELEMETRY_ERROR_REPORTS_PER_MINUTE,
  })
}
