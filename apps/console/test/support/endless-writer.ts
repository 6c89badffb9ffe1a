// Writes traces until it is killed; prints the number of each once the store acknowledged it.
import { openStore } from '../../src/store/open-store.ts'
import { spanRow, traceId } from './span-rows.ts'
import { keepEverything } from './temp-store.ts'

const folder = process.argv[2] ?? ''
const store = await openStore({
  folder,
  retention: keepEverything,
  batching: { intervalMillis: 0 },
})
const everything = { fromNano: 0n, toNano: 2n ** 63n }
const [service] = await store.reader.listServices(everything)
let number = service?.spanCount ?? 0
for (;;) {
  number += 1
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(number) })])
  process.stdout.write(`${number}\n`)
}
