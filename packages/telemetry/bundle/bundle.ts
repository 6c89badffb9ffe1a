/**
 * Bundles the package into few files, because each module costs time at the start (docs/adr/0025).
 * Runs after tsc, which writes the declarations.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type RolldownPlugin, rolldown } from 'rolldown'
import { esmExternalRequirePlugin } from 'rolldown/plugins'
import packageJson from '../package.json' with { type: 'json' }
import { keepDeclarations } from './keep-declarations.ts'
import { licenseTexts } from './license-texts.ts'

const packageFolder = fileURLToPath(new URL('../', import.meta.url))
const bundledFrom = fileURLToPath(import.meta.url)
const unusedModule = fileURLToPath(new URL('unused.ts', import.meta.url))

/** Their implementation is bundled; applications need their types. */
const typesOnly = ['@opentelemetry/instrumentation', '@opentelemetry/sdk-trace']
const external = Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies })
  .filter((name) => !typesOnly.includes(name))
  .map((name) => new RegExp(`^${name}(/|$)`))

/** Packages of exporters, propagators and configuration, except the exporter that spans go through. */
const unusedPackages =
  /^@opentelemetry\/(configuration|exporter-(logs|metrics)-otlp-(grpc|http|proto)|exporter-trace-otlp-(grpc|http)|exporter-(prometheus|zipkin)|otlp-grpc-exporter-base|propagator-b3)$/

const replacePackages: RolldownPlugin = {
  name: 'replace-packages',
  resolveId(id) {
    if (unusedPackages.test(id)) return unusedModule
    // pino-cloudwatch makes four calls of SDK v2, which `@cruddur/aws-sdk` offers on SDK v3.
    return id === 'aws-sdk' ? this.resolve('@cruddur/aws-sdk', bundledFrom) : undefined
  },
}

/** CommonJS and ES modules share one copy of each package of OpenTelemetry. */
const preferEsModules: RolldownPlugin = {
  name: 'prefer-es-modules',
  async resolveId(id, importer, { kind }) {
    if (kind !== 'require-call' || !/^@opentelemetry\/[\w-]+$/.test(id)) return undefined
    return this.resolve(id, importer, { kind: 'import-statement', skipSelf: true })
  },
}

const bundle = await rolldown({
  cwd: packageFolder,
  input: {
    index: 'src/index.ts',
    register: 'src/register.ts',
    'start-process': 'src/start-process.ts',
    'testing/index': 'src/testing/index.ts',
    'doctor/main': 'src/doctor/main.ts',
    // In the folder of the chunk that starts it.
    'cloudwatch-worker': 'src/signals/logs/cloudwatch-worker.ts',
  },
  platform: 'node',
  plugins: [replacePackages, preferEsModules, esmExternalRequirePlugin({ external })],
  onLog: (level, log) => {
    const isFatal = log.code === 'MISSING_EXPORT' || log.code === 'UNRESOLVED_IMPORT'
    if (isFatal) throw new Error(log.message)
    if (level === 'warn') process.stderr.write(`${log.message}\n`)
  },
})
const { output } = await bundle.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  sourcemap: true,
  codeSplitting: {
    groups: [{ name: 'opentelemetry', test: /node_modules\/@(opentelemetry|fastify)\// }],
  },
  comments: { legal: true },
})
await bundle.close()

// Node reads each map at the start with --enable-source-maps; packages are readable as they are.
for (const chunk of output) {
  if (chunk.type !== 'chunk' || chunk.moduleIds.some((id) => !id.includes('/node_modules/')))
    continue
  rmSync(`${packageFolder}dist/${chunk.fileName}.map`, { force: true })
  writeFileSync(
    `${packageFolder}dist/${chunk.fileName}`,
    chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
  )
}

const bundledFiles = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
writeFileSync(`${packageFolder}dist/LICENSES.txt`, licenseTexts(new Set(bundledFiles)))

const { dependencies, peerDependencies } = packageJson
const { vitest: _optional, ...requiredPeers } = peerDependencies
const declarations = (name: string, peers: object) => ({
  file: `${packageFolder}dist/${name}.d.ts`,
  installed: Object.keys({ ...dependencies, ...peers }),
})
keepDeclarations([
  declarations('index', requiredPeers),
  declarations('register', requiredPeers),
  declarations('testing/index', peerDependencies),
])
