import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const sdk = realpathSync(join(root, 'packages/telemetry/node_modules/@opentelemetry/sdk-node'))
const here = join(root, 'packages/opentelemetry-unused')

/** Of the folder that the SDK looks its dependencies up in. */
const neighbours = readdirSync(dirname(sdk)).map((name) => ({
  name,
  path: realpathSync(join(dirname(sdk), name)),
}))

it('replaces only what the SDK never uses here', () => {
  const replaced = neighbours.filter(({ path }) => path === here).map(({ name }) => name)
  expect(replaced.toSorted()).toEqual([
    'configuration',
    'exporter-logs-otlp-grpc',
    'exporter-logs-otlp-http',
    'exporter-logs-otlp-proto',
    'exporter-metrics-otlp-grpc',
    'exporter-metrics-otlp-http',
    'exporter-metrics-otlp-proto',
    'exporter-prometheus',
    'exporter-trace-otlp-grpc',
    'exporter-trace-otlp-http',
    'exporter-zipkin',
    'otlp-grpc-exporter-base',
    'propagator-b3',
  ])
})

it('keeps gRPC and Zipkin out of the lockfile', () => {
  const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  expect(lockfile).toContain('@opentelemetry/sdk-node@')
  expect(lockfile.match(/@grpc\/|@opentelemetry\/exporter-zipkin@/g)).toBeNull()
})

it('has every name that the SDK imports, and says what is missing when one is used', () => {
  const program = `
    const { NodeSDK } = await import(${JSON.stringify(join(sdk, 'dist/index.mjs'))})
    process.env.OTEL_METRICS_EXPORTER = 'prometheus'
    try { new NodeSDK() } catch (error) { console.log(error.message) }`
  const output = execFileSync(
    process.execPath,
    ['--conditions=cruddur-source', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )
  expect(output).toMatch(/^PrometheusExporter of OpenTelemetry is not part of this project/)
})
