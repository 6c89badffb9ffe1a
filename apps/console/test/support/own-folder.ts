import { rm } from 'node:fs/promises'
import { afterEach, beforeEach } from 'vitest'
import { tempFolder } from './temp-store.ts'

/** A folder for each test of a file, gone after it. */
export function ownFolder() {
  let path = ''
  beforeEach(async () => {
    path = await tempFolder()
  })
  afterEach(() => rm(path, { recursive: true, force: true }))
  return {
    get path() {
      return path
    },
  }
}
