import type { TestProject } from 'vitest/node'
import { tempFolder, withStore } from './temp-store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a store without data; to be copied. */
    emptyStore: string
  }
}

// Each project evaluates this module again.
const run = globalThis as { emptyStore?: Promise<string> }

/** Creates the tables of a store once; creating them takes ten times as long as copying them. */
export async function setup(project: TestProject): Promise<void> {
  run.emptyStore ??= createEmptyStore()
  project.provide('emptyStore', await run.emptyStore)
}

/** The folder is removed with the temporary folder of the test run. */
async function createEmptyStore(): Promise<string> {
  const folder = await tempFolder()
  await withStore(folder, async () => undefined)
  return folder
}
