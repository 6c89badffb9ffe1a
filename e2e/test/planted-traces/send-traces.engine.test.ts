import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../../apps/console/src/config.ts'
import type { TraceFindings } from '../../../apps/console/src/contract/findings.ts'
import { startConsole } from '../../../apps/console/src/start-console.ts'
import { plantTraces } from '../../planted-traces/plant-traces.ts'
import { sendTraces } from '../../planted-traces/send-traces.ts'

test('traces that are sent to a console have the findings that they are labeled with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'))
  const ports = {
    CONSOLE_PORT: '0',
    CONSOLE_OTLP_PORT: '0',
    CONSOLE_OTLP_GRPC_PORT: '0',
    CONSOLE_XRAY_PORT: '0',
  }
  const running = await startConsole(readConfig({ ...ports, CONSOLE_DATA_DIR: folder }))
  try {
    const traces = plantTraces({ perKind: 2, innocents: 20, endMillis: Date.now() - 60_000 })
    await sendTraces(traces, { consoleUrl: running.url, otlpUrl: running.otlpUrl })
    for (const { traceId, labels, scenario } of traces) {
      const response = await fetch(`${running.url}/api/v1/traces/${traceId}/findings`)
      const { findings } = (await response.json()) as TraceFindings
      const kinds = [...new Set(findings.map(({ kind }) => kind))]
      expect(kinds.toSorted(), scenario).toEqual(labels.toSorted())
    }
  } finally {
    await running.close()
    await rm(folder, { recursive: true, force: true })
  }
})
