import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Records which tables a flush has written, so that a replay after a crash in its middle does not write
 * them again. Each line has a number and a table: the rows of all log files before the number are in it.
 */
export interface FlushProgress {
  add(beforeFile: number, table: string): Promise<void>
  clear(): Promise<void>
}

export function trackFlush(folder: string): FlushProgress {
  const file = fileIn(folder)
  return {
    add: async (beforeFile, table) => {
      // The folder of the log may have been removed; the rows in memory are still there.
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await appendFile(file, `${beforeFile} ${table}\n`)
    },
    clear: () => rm(file, { force: true }),
  }
}

/** Returns the tables that already contain the rows of a log file. */
export async function readFlushed(folder: string): Promise<(file: number) => string[]> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.split(' '))
  return (file) => [
    ...new Set(lines.flatMap(([before, table]) => (table && file < Number(before) ? [table] : []))),
  ]
}

const fileIn = (folder: string) => join(folder, 'flushed')
