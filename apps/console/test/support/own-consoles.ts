import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach } from 'vitest'
import { kill } from './console-process.ts'
import { ownFolder } from './own-folder.ts'

/** A folder for each test of a file, and the end of the consoles that it started. */
export function ownConsoles() {
  const folder = ownFolder()
  let children: ChildProcess[] = []

  beforeEach(() => {
    children = []
  })
  // Before the folder goes: the last hook that was added comes first.
  afterEach(async () => {
    for (const child of children) await kill(child)
  })

  return {
    get folder() {
      return folder.path
    },
    own: <Child extends ChildProcess>(child: Child): Child => {
      children.push(child)
      return child
    },
  }
}
