import { problemDetails } from '@cruddur/fastify-service'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerAdminRoutes } from '../../src/api/admin.ts'
import type { ApiServer } from '../../src/api/api-server.ts'

test('data on a server that others may use are not cleared', async () => {
  const app: ApiServer = fastify().withTypeProvider<TypeBoxTypeProvider>()
  await app.register(problemDetails)
  registerAdminRoutes(app, { receivers: [] })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const response = await fetch(`${url}/api/v1/data`, {
    method: 'DELETE',
    headers: { 'x-cruddur-console': '1' },
  })
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ code: 'CON_API_DATA_NOT_OURS' })
  await app.close()
})
