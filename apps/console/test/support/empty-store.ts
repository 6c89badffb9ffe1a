import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { tempFolder, withStore } from './temp-store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a store that nothing was written to; to be copied. */
    emptyStore: string
  }
}

/** Makes the tables of a store once; to make them takes ten times as long as to copy them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await tempFolder()
  await withStore(folder, async () => undefined)
  project.provide('emptyStore', folder)
  return () => rm(folder, { recursive: true })
}
