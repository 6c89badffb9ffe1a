import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Service, services, variablePrefix } from '../services.ts'

/** Text of a service in a file that all services share. */
interface SharedText {
  readonly file: string
  readonly text: string
  /** The text is inserted before this. */
  readonly before: string
}

function sharedTexts(service: Service): SharedText[] {
  const { name, port, calls, storage } = service
  const [path = ''] = service.paths
  const [callee] = calls
  const calleePort = services.find((other) => other.name === callee)?.port
  return [
    {
      file: 'docker-compose.yml',
      before: '  # One URL for all services.\n',
      text: `${storage === 'postgres' ? databaseOf(name) : ''}  ${name}:
    <<: *service
    build: { <<: *build, target: service, args: { APP: ${name} } }
    environment:
      <<: *telemetry
      OTEL_SERVICE_NAME: ${name}
${callee ? `      ${variablePrefix(callee)}_URL: http://${callee}:${calleePort}\n` : ''}${storage === 'postgres' ? `      DATABASE_URL: *${name}-database\n` : ''}      PORT: ${port}
    ports: ["127.0.0.1:${port}:${port}"]
${storage === 'postgres' ? `    depends_on:\n      ${name}-migrate: { condition: service_completed_successfully }\n` : ''}    develop:
      watch:
        - { action: rebuild, path: apps/${name} }
        - { action: rebuild, path: packages }
        - { action: rebuild, path: pnpm-lock.yaml }

`,
    },
    ...(storage === 'postgres'
      ? [
          {
            file: 'docker-compose.yml',
            before: '  console:\n  clickhouse:\n',
            text: `  ${name}-postgres:\n`,
          },
        ]
      : []),
    {
      file: 'deploy/compose/gateway.conf',
      before: '  location / {\n',
      text: `  location = ${path} {\n    proxy_pass http://${name}:${port};\n  }\n`,
    },
    {
      file: 'deploy/kubernetes/ingress/ingress.yaml',
      before: '          - path: /api\n',
      text: `          - path: ${path}
            pathType: Exact
            backend: { service: { name: ${name}-service, port: { name: http } } }
`,
    },
    {
      file: 'CODEOWNERS',
      before: '/packages/telemetry/',
      text: `/apps/${name}/ @cruddur/services\n`,
    },
    {
      file: 'apps/console/development.env',
      before: 'user-activities=',
      text: `${name}=http://127.0.0.1:${port},`,
    },
    {
      file: 'docker-compose.yml',
      before: 'user-activities=http://user-activities',
      text: `${name}=http://${name}:${port},`,
    },
  ]
}

/** A server of its own, so that the data of each service has one owner, and its migration. */
const databaseOf = (name: string) => `  ${name}-postgres:
    image: postgres:18.4
    restart: unless-stopped
    environment:
      POSTGRES_USER: cruddur
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:-cruddur}
      POSTGRES_DB: cruddur
    volumes: [${name}-postgres:/var/lib/postgresql]
    mem_limit: 512m
    healthcheck:
      test: [CMD, pg_isready, --username=cruddur, --dbname=cruddur]
      interval: 5s
      timeout: 3s
      retries: 10

  ${name}-migrate:
    <<: *service
    build: { <<: *build, target: service, args: { APP: ${name} } }
    command: [--enable-source-maps, dist/migrate.js]
    restart: "no"
    environment:
      DATABASE_URL: &${name}-database postgres://cruddur:\${POSTGRES_PASSWORD:-cruddur}@${name}-postgres:5432/cruddur
    depends_on:
      ${name}-postgres: { condition: service_healthy }

`

/** The files that `addToSharedFiles` changes. */
export const sharedFiles = (service: Service): string[] => [
  'services.json',
  ...new Set(sharedTexts(service).map(({ file }) => file)),
]

/** Writes all files or none. @throws Error when a file has no place for the service */
export function addToSharedFiles(service: Service, root: string): void {
  const edits = sharedTexts(service).map(({ file, before, text }) => ({
    file,
    change(content: string) {
      if (!content.includes(before)) throw new Error(`${file} does not contain "${before.trim()}"`)
      return content.replace(before, () => text + before)
    },
  }))
  editAll(root, edits)
  writeServices([...services, service], root)
}

/**
 * Writes all files or none. A file that does not mention the service is left as it is.
 *
 * @throws Error when the text of the service in a file was changed by hand
 */
export function removeFromSharedFiles(service: Service, root: string): void {
  const mentions = new RegExp(`(?<![\\w-])${service.name}(?![\\w-])`)
  const edits = sharedTexts(service).map(({ file, text }) => ({
    file,
    change(content: string) {
      if (content.includes(text)) return content.replace(text, '')
      if (!mentions.test(content)) return content
      throw new Error(`the part of ${service.name} in ${file} was changed: remove it by hand first`)
    },
  }))
  editAll(root, edits)
  writeServices(
    services.filter(({ name }) => name !== service.name),
    root,
  )
}

function writeServices(list: readonly Service[], root: string): void {
  writeFileSync(join(root, 'services.json'), `${JSON.stringify({ services: list }, null, 2)}\n`)
}

interface Edit {
  readonly file: string
  change(content: string): string
}

/** Files are written after the last change, because a change may throw. */
function editAll(root: string, edits: readonly Edit[]): void {
  const contents = new Map<string, string>()
  for (const { file, change } of edits)
    contents.set(file, change(contents.get(file) ?? readFileSync(join(root, file), 'utf8')))
  for (const [file, content] of contents) writeFileSync(join(root, file), content)
}
