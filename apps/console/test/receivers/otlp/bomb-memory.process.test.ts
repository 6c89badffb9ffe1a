import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startOtlpReceiver } from '../../../src/receivers/otlp/start-otlp-receiver.ts'
import { createMemorySink } from '../../support/memory-sink.ts'

test('decompresses concurrent bombs one after the other', async () => {
  const receiver = await startOtlpReceiver({
    sink: createMemorySink(),
    host: '127.0.0.1',
    port: 0,
    onError: (error) => {
      throw error
    },
  })
  const bomb = gzipSync(Buffer.concat([Buffer.from('{}'), Buffer.alloc(32 * 1024 * 1024, ' ')]))
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  const responses = await Promise.all(
    Array.from({ length: 24 }, () =>
      fetch(`http://127.0.0.1:${receiver.port}/v1/traces`, { method: 'POST', headers, body: bomb }),
    ),
  )
  clearInterval(watch)
  await receiver.close()
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200))
  // Decompressed together they are 768 MiB, and their text as much again.
  expect((peak - before) / 1024 ** 2).toBeLessThan(400)
})
