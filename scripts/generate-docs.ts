// Writes docs/environment-variables.md from the schemas; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { consoleVariables } from '../apps/console/src/config.ts'
import { describeVariables, type Schema } from '../packages/environment/src/index.ts'
import {
  ignoredVariables,
  variablesOfLibraries,
} from '../packages/telemetry/src/config/standard-variables.ts'
import { telemetrySchema } from '../packages/telemetry/src/load-config.ts'
import { services, variablesOf } from './services.ts'

const file = new URL('../docs/environment-variables.md', import.meta.url)

const sections: readonly (readonly [title: string, intro: string, schema: Schema])[] = [
  ['Telemetry', 'All services, by `@cruddur/telemetry`.', telemetrySchema],
  ...(await Promise.all(
    services
      .toSorted((a, b) => a.port - b.port)
      .map(async ({ name }) => [name, '', await variablesOf(name)] as const),
  )),
  ['console', '', consoleVariables],
]

const cell = (text: string) => text.replaceAll('|', '\\|')

function table(schema: Schema): string {
  const rows = describeVariables(schema).map(
    ({ name, allowed, default: fallback, description }) =>
      `| \`${name}\` | ${cell(description)} | ${cell(allowed)} | ${fallback && `\`${cell(fallback)}\``} |`,
  )
  return ['| variable | description | allowed | default |', '|---|---|---|---|', ...rows].join('\n')
}

function standardTable(): string {
  const rows = [
    ...Object.entries(variablesOfLibraries).map(([name, by]) => [name, `honored ${by}`] as const),
    ...Object.entries(ignoredVariables).map(([name, why]) => [name, `ignored: ${why}`] as const),
  ].toSorted(([first], [second]) => (first < second ? -1 : 1))
  return [
    '| variable | effect |',
    '|---|---|',
    ...rows.map(([name, effect]) => `| \`${name}\` | ${cell(effect)} |`),
  ].join('\n')
}

/** Variables without a schema: their readers are commands, libraries, Docker Compose and tests. */
const variablesOfOthers: readonly (readonly [string, string, string])[] = [
  [
    'CRUDDUR_PORT_BASE',
    '`dev`, `traces`, `traffic`, `telemetry doctor`',
    'first port of the stack; default 4000',
  ],
  ['CONSOLE_URL', '`traces`', 'URL of the console; default `http://127.0.0.1:4000`'],
  ['CONSOLE_TOKEN', '`traces`', 'token that the console requires'],
  ['NO_COLOR, FORCE_COLOR', '`traces`', 'disables or forces color'],
  [
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE',
    'AWS SDK',
    'credentials for CloudWatch and X-Ray, with every other source of the default credential chain',
  ],
  ['AWS_DEFAULT_REGION', 'telemetry', 'region when `AWS_REGION` is not set'],
  ['NODE_EXTRA_CA_CERTS', 'Node.js', 'additional certificate authorities of all signals'],
  ['NODE_COMPILE_CACHE', 'Node.js', 'folder of the compile cache; set by `dev`'],
  ['HONEYCOMB_API_KEY', 'Docker Compose', 'sends spans to Honeycomb; see `.env.example`'],
  ['POSTGRES_PASSWORD', 'Docker Compose', 'password of the Postgres container'],
  ['SCREENSHOTS', 'tests', 'folder for pictures of the console pages'],
  ['TEST_CLICKHOUSE_URL', 'tests', 'ClickHouse cluster that replaces chDB'],
]

const text = `# Environment variables

Generated from the schemas by \`npx pnpm@12 generate-docs\`. An empty variable counts as unset. A wrong
value stops the start with one line that names the variable, the value and the allowed form.

${sections.map(([title, intro, schema]) => `## ${title}\n\n${intro && `${intro}\n\n`}${table(schema)}\n`).join('\n')}
## Other standard variables

Variables of OpenTelemetry and the X-Ray SDK that are not in the tables above. An ignored variable that is
set, and any other variable that starts with \`OTEL_\` or \`AWS_XRAY_\`, is named once in the log at the
start (\`event: telemetry.ignored_variables\`).

${standardTable()}

## Variables of commands, libraries, Docker Compose and tests

| variable | reader | effect |
|---|---|---|
${variablesOfOthers.map(([names, reader, effect]) => `| ${names.replace(/\w+/g, '`$&`')} | ${reader} | ${effect} |`).join('\n')}
`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(
    'docs/environment-variables.md is out of date: run npx pnpm@12 generate-docs\n',
  )
  process.exitCode = 1
}
