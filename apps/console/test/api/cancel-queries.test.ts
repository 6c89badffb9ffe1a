import { once } from 'node:events'
import { get } from 'node:http'
import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { cancelQueries } from '../../src/api/cancel-queries.ts'
import { abortableQueries } from '../../src/store/engine/abortable-queries.ts'
import { shareQueries } from '../../src/store/engine/share-queries.ts'

interface Query {
  readonly text: string
  readonly abort_signal?: AbortSignal
}

test('queries of closed connections that wait never reach the engine', async () => {
  const started: string[] = []
  const release: (() => void)[] = []
  const engine = {
    query: async ({ text }: Query) => {
      started.push(text)
      await new Promise<void>((resolve) => release.push(resolve))
      return text
    },
  }
  const shared = { query: shareQueries<Query, string>([engine]) }
  abortableQueries(shared)
  const received: string[] = []
  const outcomes: string[] = []
  const app = fastify()
  onTestFinished(() => app.close())
  cancelQueries(app)
  app.get<{ Params: { text: string } }>('/:text', async ({ params }) => {
    received.push(params.text)
    const result = shared.query({ text: params.text })
    outcomes.push(
      await result.then(
        (text) => text,
        (error) => `${params.text} ${error.code}`,
      ),
    )
    return result
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const request = (text: string) => get(`${url}/${text}`).on('error', () => undefined)
  const left = ['a', 'b', 'c'].map(request)
  await expect.poll(() => received.length).toBe(3)
  const kept = once(request('kept'), 'response')
  await expect.poll(() => received.length).toBe(4)
  for (const one of left) one.destroy()
  await expect
    .poll(() => outcomes.toSorted())
    .toEqual(['a', 'b', 'c'].map((text) => `${text} CON_STORE_CANCELED`))
  release[0]?.()
  await expect.poll(() => started).toEqual([received[0], 'kept'])
  release[1]?.()
  const [response] = await kept
  expect(response.statusCode).toBe(200)
  response.resume()
})
