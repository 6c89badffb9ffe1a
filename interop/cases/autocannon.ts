import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { ServiceList } from '../../apps/console/src/api/contract.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

interface Delivery {
  readonly accepted: number
  readonly sent: number
  readonly queued: number
  readonly dropped: Readonly<Record<string, number>>
}

const requests = 2_000

/** Defaults: 10 connections, keep-alive, one URL, as fast as responses arrive. */
export const autocannon: Case = {
  name: 'autocannon',
  role: 'first load test of home-activities with default settings',
  needs: ['npm'],
  programs: npmVersions('autocannon'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl, userUrl } = await startServices(context)
    const command = join(javascriptFolder, 'node_modules/autocannon/autocannon.js')
    const stdout = await processes.run(process.execPath, [
      ...[command, '--json', '--no-progress', '--amount', String(requests)],
      `${homeUrl}/api/activities/home`,
    ])
    const load = JSON.parse(stdout) as Readonly<Record<string, number>>
    assert.deepEqual(
      { ok: load['2xx'], other: load.non2xx, errors: load.errors, timeouts: load.timeouts },
      { ok: requests, other: 0, errors: 0, timeouts: 0 },
    )
    passed(`${requests} requests, each with status 200`)

    for (const [service, url] of [
      ['home-activities', homeUrl],
      ['user-activities', userUrl],
    ] as const) {
      const spans = await until(`the queue of ${service} to empty`, async () => {
        const { spans } = await readDelivery(url)
        return spans.queued === 0 && spans
      })
      const dropped = Object.values(spans.dropped).reduce((sum, count) => sum + count, 0)
      assert.equal(spans.accepted, spans.sent + spans.queued + dropped)
      assert.ok(spans.accepted >= requests, `${spans.accepted} spans accepted`)
      await until(`${spans.sent} spans of ${service}`, async () => {
        const { services } = await console.get<ServiceList>('services')
        const stored = services.find(({ name }) => name === service)?.spanCount
        if (stored !== spans.sent) throw new Error(`${stored} of ${spans.sent} spans are stored`)
        return true
      })
      passed(
        `${service}: ${spans.accepted} spans accepted, ${spans.sent} sent and stored, ${dropped} dropped`,
      )
    }
  },
}

async function readDelivery(serviceUrl: string): Promise<{ readonly spans: Delivery }> {
  const response = await fetch(`${serviceUrl}/health/telemetry`)
  return (await response.json()) as { readonly spans: Delivery }
}
