import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { startXrayReceiver } from '../../../src/receivers/xray/start-xray-receiver.ts'
import { createMemorySink } from '../../support/memory-sink.ts'

/** Sends as fast as it can, in a thread of its own, because the receiver's is blocked meanwhile. */
const flood = `
const { createSocket } = require('node:dgram')
const { workerData: { port, count } } = require('node:worker_threads')
const document = (id) => JSON.stringify({
  name: 'a', id: id.toString(16).padStart(16, '0'),
  trace_id: '1-581cf771-a006649127e371903a2de979',
  start_time: Date.now() / 1000, end_time: Date.now() / 1000, metadata: { filler: 'x'.repeat(4000) },
})
const socket = createSocket('udp4')
let sent = 0
const next = () => {
  if (sent === count) return socket.close()
  sent += 1
  socket.send('{"format":"json","version":1}\\n' + document(sent), port, '127.0.0.1', next)
}
next()`

test.skipIf(process.platform !== 'linux')(
  'every datagram of a flood is stored or counted as dropped',
  async () => {
    const sink = createMemorySink()
    const receiver = await startXrayReceiver({
      ...{ sink, host: '127.0.0.1', port: 0 },
      onError: (error) => expect.fail(String(error)),
    })
    const count = 12_000
    const sender = new Worker(flood, { eval: true, workerData: { port: receiver.port, count } })
    const sent = once(sender, 'exit')
    // 48 MB arrive while this thread does nothing; 32 MB may wait.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000)
    await sent
    await vi.waitFor(
      async () => {
        const { received, stored, rejected, dropped } = await receiver.counters()
        expect(received).toBe(count)
        expect(stored + dropped).toBe(count)
        expect(rejected).toBe(0)
        expect(dropped).toBeGreaterThan(0)
        expect(sink.rows.segments).toHaveLength(stored)
      },
      { timeout: 20_000, interval: 100 },
    )
    await receiver.close()
  },
)
