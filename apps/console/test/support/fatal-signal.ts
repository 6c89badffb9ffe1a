// Opens the embedded engine and then dies: of a signal, or of a full heap.
import { openChdb } from '../../src/store/engine/chdb.ts'

const [folder = '', cause] = process.argv.slice(2)
await openChdb(folder)
process.stdout.write('open\n')
if (cause === 'heap') {
  const filled: unknown[] = []
  for (;;) filled.push(Array.from({ length: 1_000 }, () => ({ filler: Math.random() })))
}
process.kill(process.pid, cause)
setInterval(() => undefined, 1_000)
