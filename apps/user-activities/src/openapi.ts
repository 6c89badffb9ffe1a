// Writes the OpenAPI document of the service: node --import @cruddur/telemetry/register src/openapi.ts <file>
import { writeFile } from 'node:fs/promises'
import { getTelemetry } from '@cruddur/telemetry'
import pg from 'pg'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

// Connects on first use, so never.
const pool = new pg.Pool()
const app = await buildApp({
  config: loadConfig({}),
  database: { pool, embedded: false, close: () => pool.end() },
  telemetry: getTelemetry(),
})
await app.ready()
const [, , file = 'openapi.json'] = process.argv
await writeFile(file, `${JSON.stringify(app.swagger(), null, 2)}\n`)
await app.close()
