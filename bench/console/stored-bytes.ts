// Runs as a separate process, because one process at a time owns the data folder. Sends the bytes of the
// active parts to its parent.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const consolePackage = fileURLToPath(new URL('../../apps/console/package.json', import.meta.url))
const require = createRequire(consolePackage)
const { createClient } = require('@clickhouse/client')
const { createChdbConnection } = require('chdb/connection')

const [folder = ''] = process.argv.slice(2)
const client = createClient({ connection: createChdbConnection({ path: folder }) })
const result = await client.query({
  query: 'SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active',
  format: 'JSONEachRow',
})
const [{ bytes }] = await result.json()
process.send?.(Number(bytes))
await client.close()
process.exit(0)
