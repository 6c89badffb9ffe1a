import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server at the ledger address of a service. */
export interface LedgerService extends AsyncDisposable {
  readonly url: string
  /** Paths of the requests. */
  readonly requestedPaths: string[]
}

export async function startLedgerService(respond: RequestListener): Promise<LedgerService> {
  const requestedPaths: string[] = []
  const server = createServer((request, response) => {
    requestedPaths.push(request.url ?? '')
    respond(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    requestedPaths,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const counters = {
  destination: 'http://127.0.0.1:4318',
  accepted: 0,
  sent: 0,
  queued: 0,
  dropped: {},
}

/** A ledger response; signals that are not given have no traffic. */
export function ledgerDocument(
  name: string,
  signals: Readonly<Record<string, object>> = {},
  startedAt = new Date(Date.now() - 120_000).toISOString(),
): object {
  return {
    service: { name, version: '1.0.0', instanceId: 'c0ffee', startedAt },
    ...Object.fromEntries(
      ['spans', 'segments', 'logs', 'errorReports'].map((signal) => [
        signal,
        { ...counters, ...signals[signal] },
      ]),
    ),
  }
}
