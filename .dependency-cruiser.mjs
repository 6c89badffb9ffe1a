import { readdirSync } from 'node:fs'

// Allowed imports between modules. Imports of types count, also for cycles.
const only = (name, from, allowed) => ({
  name,
  comment: `${from} may import ${allowed.join(', ') || 'no other module'}`,
  severity: 'error',
  from: { path: from },
  to: { path: '^(apps|packages|e2e|scripts)/', pathNot: [from, ...allowed] },
})

const telemetry = '^packages/telemetry/src'
const signals = readdirSync('packages/telemetry/src/signals', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const signalFoundations = [
  `${telemetry}/((errors|thrown-value)\\.ts|config/|correlation/|delivery/|otlp/|redaction/)`,
  `${telemetry}/(doctor/(check-otlp|check-result|probe)|extensions/extensions)\\.ts`,
  // The registry knows the signals, not the reverse.
  `${telemetry}/signals/(?!registry)[^/]+\\.ts`,
  '^packages/environment/src/index\\.ts',
]
const console_ = '^apps/console/src'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-never-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|e2e)/' },
    },
    {
      name: 'packages-only-by-their-entry-point',
      severity: 'error',
      // Deployments are compared with the variables that the apps read.
      from: { path: '^(apps|packages|e2e)/([^/]+)/', pathNot: '^e2e/test/deploy/' },
      to: {
        path: '^packages/',
        pathNot: [
          '^$1/$2/',
          '^packages/[^/]+/src/index\\.ts',
          '^packages/[^/]+/src/testing/index\\.ts',
          '^packages/fastify-service/src/schema\\.ts',
          '^packages/telemetry/src/register\\.ts',
        ],
      },
    },
    {
      name: 'sources-never-import-tests',
      severity: 'error',
      from: { path: '/src/' },
      to: { path: '/test/' },
    },
    {
      name: 'domain-knows-no-framework',
      severity: 'error',
      from: { path: '^apps/(?!console/)[^/]+/src/(?!routes/|clients/|database/)[^/]+/' },
      to: { path: ['node_modules/(@fastify|fastify)', '/src/(plugins|routes)/'] },
    },
    only('telemetry-process', `${telemetry}/process/`, [`${telemetry}/telemetry\\.ts`]),
    only('telemetry-errors', `${telemetry}/errors\\.ts`, []),
    only('telemetry-correlation', `${telemetry}/correlation/`, []),
    only('telemetry-delivery', `${telemetry}/delivery/`, [`${telemetry}/errors\\.ts`]),
    only('telemetry-otlp', `${telemetry}/otlp/`, []),
    only('telemetry-redaction', `${telemetry}/redaction/`, []),
    only('telemetry-config', `${telemetry}/config/`, [
      `${telemetry}/errors\\.ts`,
      '^packages/environment/src/index\\.ts',
    ]),
    only('telemetry-extensions', `${telemetry}/extensions/`, [
      `${telemetry}/signals/(error-report-context|line-stream)\\.ts`,
      '^packages/environment/src/index\\.ts',
    ]),
    ...signals.map((signal) =>
      only(`telemetry-${signal}`, `${telemetry}/signals/${signal}/`, [
        ...signalFoundations,
        ...(signal === 'logs' ? ['^packages/aws-sdk/src/index\\.ts'] : []),
      ]),
    ),
    only('telemetry-handle', `${telemetry}/telemetry\\.ts`, [
      `${telemetry}/(errors\\.ts|config/|delivery/|correlation/|process/apps\\.ts|redaction/|signals/[^/]+\\.ts)`,
    ]),
    only('telemetry-plugin', `${telemetry}/plugin/`, [
      `${telemetry}/((telemetry|errors|thrown-value)\\.ts|correlation/|redaction/|signals/[^/]+\\.ts)`,
    ]),
    only('console-contract', `${console_}/contract/`, [
      '^packages/fastify-service/src/schema\\.ts',
    ]),
    only('console-client', `${console_}/client/`, [`${console_}/contract/`]),
    only('console-model', `${console_}/model/`, [`${console_}/contract/`]),
    only('console-findings', `${console_}/findings/`, [
      `${console_}/(contract/|model/|format/(count-of|duration)\\.ts)`,
    ]),
    only('console-query-language', `${console_}/query-language/`, [`${console_}/model/`]),
    only('console-decode', `${console_}/decode/`, [`${console_}/(contract|model)/`]),
    only('console-receivers', `${console_}/receivers/`, [
      `${console_}/(contract|decode|model)/`,
      '^packages/fastify-service/src/index\\.ts',
    ]),
    only('console-ledgers', `${console_}/ledgers/`, [`${console_}/(contract|model)/`]),
    only('console-store', `${console_}/store/`, [`${console_}/(contract|model)/`]),
    // The AWS calls and our own queries parse filter patterns.
    only('console-query', `${console_}/query/`, [
      `${console_}/contract/`,
      `${console_}/(model|findings|query-language|decode/cloudwatch-logs/filter-pattern)/`,
      // The page reads the stack of an occurrence in the same way.
      `${console_}/format/exceptions\\.ts`,
    ]),
    only('console-api', `${console_}/api/`, [
      `${console_}/(contract|query|query-language|findings|model)/`,
      `${console_}/(client/console-api\\.gen|decode/aws-input)\\.ts`,
      '^packages/fastify-service/src/(index|schema)\\.ts',
    ]),
    only('console-format', `${console_}/format/`, [`${console_}/model/place-rows\\.ts`]),
    only('console-cli', `${console_}/cli/`, [
      `${console_}/(client/|contract/|format/|query-language/|compile-cache\\.ts)`,
    ]),
    only('console-web', '^apps/console/web/', [
      `${console_}/(client|contract|format|query-language)/`,
    ]),
    {
      name: 'only-the-store-knows-clickhouse',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: `${console_}/store/` },
      to: { path: 'node_modules/(@clickhouse|chdb)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/\\.data/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['cruddur-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
}
