import { appendFile, readFile, rm } from 'node:fs/promises'
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
    add: (beforeFile, table) => appendFile(file, `${beforeFile} ${table}\n`),
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
