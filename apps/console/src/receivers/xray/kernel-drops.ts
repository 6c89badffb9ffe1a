import { readFile } from 'node:fs/promises'

/**
 * Number of datagrams that the kernel dropped on a UDP port because its buffer was full, since the
 * socket was opened. Always `0` outside Linux.
 */
export async function readKernelDrops(port: number): Promise<number> {
  const tables = await Promise.all(['/proc/net/udp', '/proc/net/udp6'].map(readTable))
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16) === port)
    .reduce((sum, columns) => sum + Number(columns.at(-1)), 0)
}

async function readTable(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
