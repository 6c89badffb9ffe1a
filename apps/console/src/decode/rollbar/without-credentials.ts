const credential =
  /^(x-rollbar-)?access[_-]?token$|^(proxy-)?authorization$|^(set-)?cookie$|^x-(api-key|honeycomb-team|amz-security-token)$/i

/**
 * Returns an occurrence's data as JSON with credentials redacted, in case the sender did not redact
 * them.
 */
export function withoutCredentials(data: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(data, (key, value) => (credential.test(key) ? '[redacted]' : value))
  } catch {
    // Nested too deep for JSON.stringify; the columns still describe the error.
    return '{}'
  }
}
