// Writes the OpenAPI document that a console serves: node --conditions=cruddur-source write-openapi.ts <file>
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from './src/config.ts'
import { startConsole } from './src/start-console.ts'

const [, , file = 'openapi.json'] = process.argv
const dataFolder = await mkdtemp(join(tmpdir(), 'openapi-console-'))
const running = await startConsole({
  ...readConfig({}),
  ...{ dataFolder, port: 0, otlpPort: 0, xrayPort: 0, lingerMillis: 0 },
})
const document: unknown = await (await fetch(`${running.url}/api/v1/openapi.json`)).json()
await running.close()
await rm(dataFolder, { recursive: true })
await writeFile(file, `${JSON.stringify(document, null, 2)}\n`)
