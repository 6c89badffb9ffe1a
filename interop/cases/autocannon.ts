import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { startServices, untilSent } from '../support/services.ts'
import { untilStored } from '../support/stored-spans.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'

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
      const { accepted, sent, dropped } = await untilSent(url)
      const droppedCount = Object.values(dropped).reduce((sum, count) => sum + count, 0)
      assert.equal(accepted, sent + droppedCount)
      assert.ok(accepted >= requests, `${accepted} spans accepted`)
      await untilStored(console, service, sent)
      passed(
        `${service}: ${accepted} spans accepted, ${sent} sent and stored, ${droppedCount} dropped`,
      )
    }
  },
}
