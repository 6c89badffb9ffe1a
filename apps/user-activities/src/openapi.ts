// Writes the OpenAPI document of the service: node --import @cruddur/telemetry/register src/openapi.ts <file>
import { writeFile } from 'node:fs/promises'
import { unconnectedDatabase } from '@cruddur/postgres'
import { getTelemetry } from '@cruddur/telemetry'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

const app = await buildApp({
  config: loadConfig({}),
  database: unconnectedDatabase(),
  telemetry: getTelemetry(),
})
await app.ready()
const [, , file = 'openapi.json'] = process.argv
await writeFile(file, `${JSON.stringify(app.swagger(), null, 2)}\n`)
await app.close()
