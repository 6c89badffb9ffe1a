import { expect, test } from 'vitest'
import { openApiTypes } from '../src/index.ts'

test('writes the paths of a document as types', async () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'things', version: '1.0.0' },
    paths: { '/things': { get: { responses: { 200: { description: 'All things' } } } } },
  }
  expect(await openApiTypes(JSON.stringify(document))).toContain('"/things": {')
})
