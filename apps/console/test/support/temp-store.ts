import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/store/open-store.ts'

export async function tempFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'console-test-'))
}

export const keepEverything = { maxAgeDays: 3_650, maxBytes: 1e12 }

/** A store in a folder of its own, gone when it is closed. */
export async function openTempStore(): Promise<Store> {
  const folder = await tempFolder()
  const store = await openStore({
    folder,
    retention: keepEverything,
    batching: { intervalMillis: 0 },
  })
  return {
    ...store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
