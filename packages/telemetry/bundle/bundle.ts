/**
 * Bundles the two dependencies that a plain `npm install` would bring with packages that nothing
 * here uses: pino-cloudwatch with AWS SDK v2, which has reached its end of support, and sdk-node
 * with exporters over gRPC, Zipkin and Prometheus (docs/adr/0016). Runs after tsc.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type RolldownPlugin, rolldown } from 'rolldown'
import packageJson from '../package.json' with { type: 'json' }
import { licenseTexts } from './license-texts.ts'

const outputFolder = fileURLToPath(new URL('../dist/bundled/', import.meta.url))
const unusedModule = fileURLToPath(new URL('unused.ts', import.meta.url))

const dependencies = Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies })
const isDependency = (id: string) =>
  dependencies.some((name) => id === name || id.startsWith(`${name}/`))
/** Packages of exporters, propagators and configuration, except the exporter that spans go through. */
const unusedPackages =
  /^@opentelemetry\/(configuration|exporter-(logs|metrics)-otlp-(grpc|http|proto)|exporter-trace-otlp-(grpc|http)|exporter-(prometheus|zipkin)|otlp-grpc-exporter-base|propagator-b3)$/

const replaceUnused: RolldownPlugin = {
  name: 'replace-unused',
  resolveId: (id) => (unusedPackages.test(id) ? unusedModule : undefined),
}

/** pino-cloudwatch makes four calls of SDK v2, which `@cruddur/aws-sdk` offers on SDK v3. */
const replaceAwsSdk: RolldownPlugin = {
  name: 'replace-aws-sdk',
  resolveId: (id) => (id === 'aws-sdk' ? { id: '@cruddur/aws-sdk', external: true } : undefined),
}

const entries = {
  'sdk-node': { module: '@opentelemetry/sdk-node', format: 'esm', plugin: replaceUnused },
  'pino-cloudwatch': {
    module: 'pino-cloudwatch/lib/cloudwatch-stream.js',
    format: 'cjs',
    plugin: replaceAwsSdk,
  },
} as const

const bundledFiles = new Set<string>()
for (const [name, { module, format, plugin }] of Object.entries(entries)) {
  const bundle = await rolldown({
    input: { [name]: module },
    platform: 'node',
    plugins: [plugin],
    external: isDependency,
    onLog: (level, log) => {
      if (log.code === 'MISSING_EXPORT') throw new Error(log.message)
      if (level === 'warn') process.stderr.write(`${log.message}\n`)
    },
  })
  const { output } = await bundle.write({
    dir: outputFolder,
    format,
    entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
    sourcemap: true,
    comments: { legal: true },
  })
  await bundle.close()
  for (const chunk of output) {
    if (chunk.type === 'chunk') for (const file of chunk.moduleIds) bundledFiles.add(file)
  }
}
writeFileSync(`${outputFolder}LICENSES.txt`, licenseTexts(bundledFiles))
