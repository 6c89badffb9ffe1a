// Starts the console; with --check, only checks that it could start; `migrate` creates the tables of a server.
import './compile-cache.ts'
import { setFlagsFromString } from 'node:v8'

// Garbage from start-up would grow the young generation to 50 MB, and V8 does not shrink it again.
setFlagsFromString('--semi-space-growth-factor=1')
const { runConsole } = await import('./run-console.ts')
await runConsole()
setFlagsFromString('--semi-space-growth-factor=2')
