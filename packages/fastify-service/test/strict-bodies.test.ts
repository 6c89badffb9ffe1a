import { expect, it } from 'vitest'
import { startService } from './support/build-service.ts'

it.each([
  [{ name: false }, 'must be string'],
  [{ name: 7 }, 'must be string'],
  [{ name: null }, 'must be string'],
  [{ name: ['a'] }, 'must be string'],
])('rejects the body %j instead of converting it', async (body, detail) => {
  const { get } = await startService()
  const response = await get('/things', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ errors: [{ in: 'body/name', detail }] })
})

it('converts the text of a query', async () => {
  const { get } = await startService()
  expect(await (await get('/things?limit=5')).json()).toMatchObject({ limit: 5 })
})
