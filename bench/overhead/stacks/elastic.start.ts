import { createRequire } from 'node:module'

interface Agent {
  start(): Agent
  flush(): Promise<void>
}
const agent = (createRequire(import.meta.url)('elastic-apm-node') as Agent).start()
globalThis.benchStack = { flush: () => agent.flush() }
