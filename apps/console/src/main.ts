// Starts the console. With --check everything is checked and nothing started.
import './compile-cache.ts'
import { setFlagsFromString } from 'node:v8'

// What the start leaves behind would make the young generation grow to 50 MB, which it then keeps.
setFlagsFromString('--semi-space-growth-factor=1')
const { runConsole } = await import('./run-console.ts')
await runConsole()
setFlagsFromString('--semi-space-growth-factor=2')
