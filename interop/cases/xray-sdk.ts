import assert from 'node:assert/strict'
import type { Trace, TraceList } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const xraySdk: Case = {
  name: 'xray-sdk',
  role: 'sender of X-Ray segments by UDP, and caller of the services',
  needs: ['npm'],
  programs: npmVersions('aws-xray-sdk', 'express'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    const stdout = await processes.run(
      process.execPath,
      ['xray-app.cjs', `${homeUrl}/api/activities/home`],
      {
        cwd: javascriptFolder,
        env: { AWS_XRAY_DAEMON_ADDRESS: console.xrayAddress, AWS_REGION: 'us-east-1' },
      },
    )
    const traceId = stdout.trim().replace(/^1-/, '').replace('-', '')
    const { segments } = await until('segments of three services', async () => {
      const read = await console.get<Trace>(`traces/${traceId}`)
      const services = new Set(read.segments?.map(({ service }) => service))
      return services.size === 3 && { segments: read.segments ?? [] }
    })
    passed('One trace from the Express app through home-activities to user-activities')
    const root = segments.find(({ service, parentId }) => service === 'shop' && parentId === '')
    assert.deepEqual(root?.annotations, { items: '3' })
    assert.match(root?.blocks.metadata ?? '', /o-1/)
    assert.ok(segments.some(({ name }) => name === 'check order'))
    passed('Annotations, metadata and subsegments are kept')
    await until('the failed request', async () => {
      const { traces } = await console.get<TraceList>('traces', { spans: 'missing' })
      return traces.some(({ errorCount }) => errorCount > 0)
    })
    passed('A failed request is an error')
  },
}
