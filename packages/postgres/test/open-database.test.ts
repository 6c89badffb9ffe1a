import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/open-database.ts'

const settings = {
  name: 'test',
  dataFolder: '',
  dataFolderVariable: 'DATA_DIR',
  poolSize: 1,
  statementTimeoutMillis: 1_000,
}

async function optionsOf(url: string, certificateAuthorities?: string) {
  const database = await openDatabase({ ...settings, url, certificateAuthorities }, () => undefined)
  onTestFinished(() => database.close())
  return database.pool.options
}

test('verifies the server with the configured certificate authorities', async () => {
  const url = 'postgres://cruddur@database:5432/cruddur?sslmode=no-verify&application_name=a'
  expect(await optionsOf(url, 'line 1\\nline 2')).toMatchObject({
    ssl: { ca: 'line 1\nline 2' },
    connectionString: 'postgres://cruddur@database:5432/cruddur?application_name=a',
  })
})

test('keeps the TLS settings of the URL without certificate authorities', async () => {
  const url = 'postgres://cruddur@database:5432/cruddur?sslmode=verify-full'
  const { ssl, connectionString } = await optionsOf(url)
  expect({ ssl, connectionString }).toEqual({ ssl: undefined, connectionString: url })
})
