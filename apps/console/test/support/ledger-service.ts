import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Something that listens where a service's ledger is asked for. */
export interface LedgerService extends AsyncDisposable {
  readonly url: string
  /** Paths that were asked for. */
  readonly asked: string[]
}

export async function startLedgerService(answer: RequestListener): Promise<LedgerService> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    asked,
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

/** What a service answers; every signal is at rest but those that are given. */
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
