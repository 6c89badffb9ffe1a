const credential =
  /^(x-rollbar-)?access[_-]?token$|^(proxy-)?authorization$|^(set-)?cookie$|^x-(api-key|honeycomb-team|amz-security-token)$/i

/**
 * JSON text of an item's data with the values of fields that hold credentials left out, should the
 * sender not have done it.
 */
export function withoutCredentials(data: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(data, (key, value) => (credential.test(key) ? '[redacted]' : value))
  } catch {
    // Nested deeper than the engine writes; the columns still tell the error.
    return '{}'
  }
}
