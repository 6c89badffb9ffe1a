import type { IncomingHttpHeaders } from 'node:http'
import { parseBoundedJson } from '../../decode/bounded-json.ts'

export type Payload =
  | { readonly data: unknown }
  | { readonly statusCode: number; readonly message: string }

const tokenHeader = 'x-rollbar-access-token'

/**
 * Returns the `data` of a request, or the response that refuses it. The access token is not passed on.
 * @throws RangeError when it has too many values
 */
export function readPayload(headers: IncomingHttpHeaders, body: string): Payload {
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const payload = parse(form ? (new URLSearchParams(body).get('payload') ?? '') : body)
  if (payload === undefined)
    return { statusCode: 400, message: 'The request body is not a JSON object' }
  if (!headers[tokenHeader] && !payload.access_token)
    return { statusCode: 401, message: 'An access token is required' }
  return { data: payload.data }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseBoundedJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch (error) {
    if (error instanceof RangeError) throw error
    return undefined
  }
}
