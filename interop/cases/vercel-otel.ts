import assert from 'node:assert/strict'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { javascriptSdksFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const vercelOtel: Case = {
  name: 'vercel-otel',
  role: 'OTLP/HTTP sender with default settings, and caller of the services',
  needs: ['npm'],
  programs: npmVersions('@vercel/otel'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    const output = await processes.run(
      process.execPath,
      ['vercel-app.mjs', `${homeUrl}/api/activities/home`],
      {
        cwd: javascriptSdksFolder,
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl },
      },
    )
    const trace = await until('one trace through three services', async () => {
      const read = await console.get<Trace>(`traces/${output.trim()}`)
      return new Set(read.spans.map(({ service }) => service)).size === 3 && read
    })
    const root = trace.spans.find(({ name }) => name === 'checkout')
    assert.equal(root?.service, 'vercel-shop')
    assert.equal(root?.attributes['order.items'], '3')
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    passed('One trace from @vercel/otel through home-activities to user-activities')
  },
}
