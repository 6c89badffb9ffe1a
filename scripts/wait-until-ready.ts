// Ends with 0 when the named part of the local stack is ready, with 1 and a reason when it is not.
import { setTimeout as delay } from 'node:timers/promises'
import { localStack } from './local-stack.ts'

const timeoutMillis = 60_000
const pollMillis = 100

async function readiness(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    return response.ok ? undefined : `it answers ${response.status}: ${await response.text()}`
  } catch {
    return 'nothing answers there'
  }
}

const name = process.argv[2]
const part = localStack.find((candidate) => candidate.name === name)
if (!part) {
  const names = localStack.map((candidate) => candidate.name).join(', ')
  process.stderr.write(`${name ?? 'no name'} is not a part of the stack; allowed: ${names}\n`)
  process.exit(2)
}

const giveUpAt = Date.now() + timeoutMillis
let missing = await readiness(part.url)
while (missing && Date.now() < giveUpAt) {
  await delay(pollMillis)
  missing = await readiness(part.url)
}
if (missing) {
  process.stderr.write(
    `${part.name} is not ready after ${timeoutMillis / 1000} s at ${part.url}: ${missing}\n`,
  )
  process.exit(1)
}
