import { newestVersion, schemaFingerprint } from '../../src/store/schema-files.ts'
import { schemaTables } from '../../src/store/server-schema/migration-plan.ts'

/** Responses of a ClickHouse that has the schema of this console, by a part of the statement. */
export const currentSchema: readonly [within: string, status: number, body: string][] = [
  [
    'SELECT name FROM system.tables',
    200,
    schemaTables.map((name) => `${JSON.stringify({ name })}\n`).join(''),
  ],
  [
    '`console_schema`',
    200,
    `${JSON.stringify({ Version: newestVersion, Fingerprint: schemaFingerprint(newestVersion) })}\n`,
  ],
]
