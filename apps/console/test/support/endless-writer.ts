// Writes spans and log lines until it is killed; prints each number once the store acknowledged both.
import { openStore } from '../../src/store/open-store.ts'
import { logRow } from './log-rows.ts'
import { spanRow, traceId } from './span-rows.ts'
import { keepEverything } from './temp-store.ts'

const folder = process.argv[2] ?? ''
const store = await openStore({
  folder,
  retention: keepEverything,
  batching: { intervalMillis: 0 },
  // Some kills hit the log, some a flush.
  flushing: { flushBytes: 20_000 },
})
const everything = { fromNano: 0n, toNano: 2n ** 63n }
const [service] = await store.reader.listServices(everything)
let number = service?.spanCount ?? 0
for (;;) {
  number += 1
  await Promise.all([
    store.sink.insert('spans', [spanRow({ TraceId: traceId(number) })]),
    store.sink.insert('logs', [logRow({ TraceId: traceId(number), Body: 'x'.repeat(1_000) })]),
  ])
  process.stdout.write(`${number}\n`)
}
