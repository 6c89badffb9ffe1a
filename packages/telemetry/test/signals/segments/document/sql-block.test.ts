import { expect, test } from 'vitest'
import { sqlBlock } from '../../../../src/signals/segments/document/sql-block.ts'

// The form that the X-Ray receiver of the OpenTelemetry Collector accepts; it drops the whole segment otherwise:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/awsxrayreceiver/internal/translator/sql.go
const accepted = /^([^/]+:(?:\/\/[^/]+\/)?)([^?]+)\??.*$/

test.each([
  [{ 'server.address': 'db.local' }, 'postgresql://db.local/cruddur'],
  [{ 'server.address': 'db.local', 'server.port': 5432 }, 'postgresql://db.local:5432/cruddur'],
  [{ 'server.address': '::1', 'server.port': 5432 }, 'postgresql://[::1]:5432/cruddur'],
  [
    { 'server.address': '/var/run/postgresql', 'server.port': 5432 },
    'postgresql://%2Fvar%2Frun%2Fpostgresql:5432/cruddur',
  ],
])('the URL of a database at %j is %s', (server, url) => {
  const attributes = { 'db.system.name': 'postgresql', 'db.namespace': 'cruddur|public', ...server }
  expect(sqlBlock(attributes)?.url).toBe(url)
  expect(accepted.exec(url)?.[2]).toBe('cruddur')
})

test('a database without a name has a URL that the Collector accepts, one without an address none', () => {
  const url = sqlBlock({ 'db.system': 'mysql', 'server.address': 'db.local' })?.url
  expect(url).toBe('mysql://db.local/')
  expect(url).toMatch(accepted)
  expect(sqlBlock({ 'db.system': 'sqlite' })).toEqual({ database_type: 'sqlite' })
})
