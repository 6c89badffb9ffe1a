import { expect, vi } from 'vitest'
import type { Running } from './run-script.ts'

export const readyMillis = 90_000

/** Resolves when `pnpm dev` prints that everything is ready; rejects with its output when it ends before. */
export async function ready(running: Running): Promise<void> {
  const gone = running.ended.then(({ output }) => {
    throw new Error(`dev ended before it was ready:\n${output}`)
  })
  gone.catch(() => undefined)
  const shown = vi.waitFor(() => expect(running.output()).toContain('Everything is ready'), {
    timeout: readyMillis,
    interval: 100,
  })
  await Promise.race([shown, gone])
}
