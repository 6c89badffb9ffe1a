import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

export async function tempFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'console-test-'))
}

/** A folder as a console leaves it that was started and ended, and received nothing. */
export async function storeFolder(): Promise<string> {
  const folder = await tempFolder()
  await cp(inject('emptyStore'), folder, { recursive: true })
  return folder
}

export const keepEverything = { maxAgeDays: 3_650, maxBytes: 1e12 }

const openAt = (folder: string) =>
  openStore({ folder, retention: keepEverything, batching: { intervalMillis: 0 } })

/**
 * A store in a folder of its own, gone when it is closed.
 * @param fill statements that insert rows which would take too long otherwise
 */
export async function openTempStore(fill: readonly string[] = []): Promise<Store> {
  const folder = await storeFolder()
  if (fill.length > 0)
    await withEngine(folder, async ({ writer }) => {
      for (const query of fill) await writer.command({ query })
    })
  const store = await openAt(folder)
  return {
    ...store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Closed when its use fails too: the process could not end otherwise. */
async function useAndClose<Opened extends { close(): Promise<void> }>(
  opened: Opened,
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  await use(opened).finally(() => opened.close())
}

/** Uses the store of a folder, and closes it. */
export async function withStore(
  folder: string,
  use: (store: Store) => Promise<void>,
): Promise<void> {
  await useAndClose(await openAt(folder), use)
}

/** The same with the engine alone, for statements that no store runs. */
export async function withEngine(
  folder: string,
  use: (engine: Engine) => Promise<void>,
): Promise<void> {
  await useAndClose(await openChdb(folder), use)
}
