import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../packages/fastify-service/src/testing/index.ts'
import type { StartSmokeTest } from './smoke-test.ts'

const traceId = '5759e988bd862e3fe1be46a994272793'

/** Sends a span to the console by OTLP, reads its trace, and opens the page. */
export const consoleSmokeTest: StartSmokeTest = async (_, folder, port) => {
  const data = join(folder, 'data')
  await mkdir(data)
  const otlpPort = await freePort()
  const url = `http://127.0.0.1:${port}`

  return {
    env: {
      CONSOLE_HOST: '127.0.0.1',
      CONSOLE_PORT: String(port),
      CONSOLE_OTLP_PORT: String(otlpPort),
      CONSOLE_XRAY_PORT: String(await freePort()),
      CONSOLE_DATA_DIR: data,
    },
    permissions: ['--allow-addons', `--allow-fs-write=${data}`, `--allow-fs-read=${data}`],
    async call() {
      const problems: string[] = []
      const sent = await fetch(`http://127.0.0.1:${otlpPort}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(oneSpan()),
      })
      if (!sent.ok) problems.push(`OTLP returned ${sent.status}`)
      const found = await fetch(`${url}/api/v1/traces/${traceId}`)
      if (!found.ok) problems.push(`the span's trace returned ${found.status}`)
      const page = await fetch(url)
      if (!(await page.text()).includes('<div id="root"'))
        problems.push(`the page returned ${page.status} without its root`)
      return problems
    },
    close: async () => undefined,
  }
}

function oneSpan() {
  const startNanos = BigInt(Date.now()) * 1_000_000n
  const span = {
    traceId,
    spanId: '53995c3f42cd8ad8',
    name: 'verify-deploy',
    kind: 2,
    startTimeUnixNano: String(startNanos),
    endTimeUnixNano: String(startNanos + 1_000_000n),
  }
  return { resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [span] }] }] }
}
