import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { ErrorItemList } from '../../apps/console/src/contract/errors.ts'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { browserFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const browser: Case = {
  name: 'browser',
  role: 'page on a port of its own: sender of spans and Rollbar items, and caller of the services',
  needs: ['npm'],
  programs: npmVersions('@opentelemetry/sdk-trace-web', 'rollbar', '@sparticuz/chromium'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context, console.otlpUrl, { CORS_ORIGINS: 'loopback' })
    const addresses = { home: homeUrl, otlp: console.otlpUrl, console: console.url }
    const output = await processes.run(
      process.execPath,
      [join(browserFolder, 'visit.mjs'), JSON.stringify(addresses)],
      { cwd: browserFolder },
    )
    const { status, traceId, itemStatus } = JSON.parse(output)
    assert.equal(status, '200', output)
    assert.equal(itemStatus, 200, output)

    const trace = await until('one trace from the click to SQL', async () => {
      const read = await console.get<Trace>(`traces/${traceId}`)
      const services = new Set(read.spans.map(({ service }) => service))
      return services.size === 3 && read.spans.some(isSql) && read
    })
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    const click = trace.spans.find(({ name }) => name === 'click')
    assert.deepEqual([click?.service, click?.parentSpanId], ['web-shop', ''])
    passed('One trace from a click through home-activities and user-activities to SQL')

    await until('the Rollbar item', async () => {
      const { items } = await console.get<ErrorItemList>('errors')
      return items.some((item) => JSON.stringify(item).includes('checkout failed in the page'))
    })
    passed('An uncaught error of the page is a Rollbar item')
  },
}

function isSql({ attributes }: Trace['spans'][number]): boolean {
  return 'db.query.text' in attributes || 'db.statement' in attributes
}
