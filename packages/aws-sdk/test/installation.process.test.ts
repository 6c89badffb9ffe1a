import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const telemetry = createRequire(new URL('packages/telemetry/package.json', root))

test('the lockfile contains no AWS SDK v2', () => {
  const lockfile = readFileSync(new URL('pnpm-lock.yaml', root), 'utf8')
  expect(lockfile).toContain('pino-cloudwatch@')
  expect(lockfile.match(/^\s+'?aws-sdk@\d.*/gm)).toBeNull()
})

test("pino-cloudwatch's aws-sdk is this package, and it can require it from source", () => {
  const stream = realpathSync(telemetry.resolve('pino-cloudwatch/lib/cloudwatch-stream.js'))
  const program = `
    const requireThere = require('node:module').createRequire(${JSON.stringify(stream)})
    const { CloudWatchLogs } = requireThere('aws-sdk')
    const Stream = requireThere(${JSON.stringify(stream)})
    const { cloudWatchLogs } = new Stream({ group: 'g', stream: 's' })
    console.log(typeof CloudWatchLogs, typeof cloudWatchLogs.putLogEvents, requireThere.resolve('aws-sdk'))`
  const output = execFileSync(
    process.execPath,
    ['--conditions=cruddur-source', '--eval', program],
    { encoding: 'utf8' },
  )
  const index = fileURLToPath(new URL('packages/aws-sdk/src/index.ts', root))
  expect(output.trim()).toBe(`function function ${index}`)
})
