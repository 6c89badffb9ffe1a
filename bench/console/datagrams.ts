import { createSocket } from 'node:dgram'
import type { ConsoleProcess } from './console-process.ts'
import { createRandom } from './random.ts'

export interface SentDatagrams {
  readonly sent: number
  readonly perSecond: number
  /** Stored, by the console's counters and by a query. */
  readonly stored: number
  readonly dropped: number
  readonly cpuMicrosPerDatagram: number
}

interface Counters {
  readonly receivers: readonly {
    readonly name: string
    readonly stored: number
    readonly dropped: number
  }[]
}

const tickMillis = 5
const header = '{"format":"json","version":1}\n'

function segment(random: ReturnType<typeof createRandom>): string {
  const now = Date.now() / 1_000
  const seconds = Math.floor(now).toString(16)
  return JSON.stringify({
    name: `service-${random.integer(10)}`,
    id: random.bytes(8).toString('hex'),
    trace_id: `1-${seconds}-${random.bytes(12).toString('hex')}`,
    start_time: now - 0.012,
    end_time: now,
    http: {
      request: { method: 'GET', url: 'http://127.0.0.1:4001/api/activities/home' },
      response: { status: 200, content_length: 2_048 },
    },
    annotations: { handle: `user-${random.integer(1000)}`, cached: false },
    aws: { xray: { sdk: 'X-Ray for Node.js', sdk_version: '3.12.0' } },
  })
}

/** Sends segments at a steady rate and waits until the console has processed them. */
export async function sendDatagrams(
  running: ConsoleProcess,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<SentDatagrams> {
  const random = createRandom(7)
  const socket = createSocket('udp4')
  const startCpu = await running.cpuSeconds()
  const startMillis = performance.now()
  let sent = 0
  while (sent < perSecond * seconds) {
    const due = Math.min(
      perSecond * seconds,
      Math.floor(((performance.now() - startMillis) / 1_000) * perSecond),
    )
    for (; sent < due; sent++) socket.send(header + segment(random), running.xrayPort, '127.0.0.1')
    await new Promise((resolve) => setTimeout(resolve, tickMillis))
  }
  const measured = sent / ((performance.now() - startMillis) / 1_000)
  const { stored, dropped } = await settle(running, sent)
  socket.close()
  const cpu = (await running.cpuSeconds()) - startCpu
  return {
    ...{ sent, stored, dropped },
    perSecond: measured,
    cpuMicrosPerDatagram: (cpu * 1e6) / sent,
  }
}

async function settle(running: ConsoleProcess, sent: number) {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { receivers } = await running.get<Counters>('/api/v1/receivers')
    const { stored, dropped } = receivers.find(({ name }) => name === 'xray') ?? {
      ...{ stored: 0, dropped: 0 },
    }
    if (stored + dropped >= sent || Date.now() > deadline) return { stored, dropped }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
