import type { LedgerReader, LedgerResult } from '../model/ledger-reader.ts'

const timeoutMillis = 1_500
const maxBytes = 64 * 1_024

/**
 * Fetches `GET /health/telemetry` of the configured services and of no other: an
 * address never comes from data, no redirect is followed, nothing of the caller is passed on.
 */
export function createLedgerReader(addresses: ReadonlyMap<string, string>): LedgerReader {
  return {
    addresses,
    read: async (service) => {
      const address = addresses.get(service)
      if (address === undefined) return unreachable('Its address is not known')
      try {
        return await fetchLedger(address, service)
      } catch (error) {
        return unreachable(describe(error))
      }
    },
  }
}

async function fetchLedger(address: string, service: string): Promise<LedgerResult> {
  const url = new URL('health/telemetry', address.endsWith('/') ? address : `${address}/`)
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMillis),
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    return unreachable(`It responded with HTTP ${response.status}`)
  }
  const text = await readText(response)
  // The validator takes 30 ms to load and is rarely needed.
  const { readLedgerDocument } = await import('./ledger-document.ts')
  return text === undefined
    ? unreachable(`Its response is longer than ${maxBytes} bytes`)
    : readLedgerDocument(text, service)
}

/** `undefined` when it is longer than a ledger can be. */
async function readText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function unreachable(reason: string): LedgerResult {
  return { state: 'unreachable', reason }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `No response within ${timeoutMillis} ms`
  const { cause } = error
  // Several addresses of one name failed, each for its own reason.
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  return first instanceof Error ? first.message : error.message
}
