import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach } from 'vitest'
import { kill } from './console-process.ts'
import { tempFolder } from './temp-store.ts'

/** A folder for each test of a file, and the end of the consoles that it started. */
export function ownConsoles() {
  let folder = ''
  let children: ChildProcess[] = []

  beforeEach(async () => {
    folder = await tempFolder()
    children = []
  })
  afterEach(async () => {
    for (const child of children) await kill(child)
    await rm(folder, { recursive: true, force: true })
  })

  return {
    get folder() {
      return folder
    },
    own: <Child extends ChildProcess>(child: Child): Child => {
      children.push(child)
      return child
    },
  }
}
