import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'

const repository = new URL('../../', import.meta.url).href
const folder = new URL('../results/', import.meta.url)

export const machine = () => `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`

/** Writes a result as text and as JSON. */
export async function writeResult(
  name: string,
  text: string,
  data: unknown,
  chart?: string,
  extension: 'txt' | 'md' = 'txt',
): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(new URL(`${name}.${extension}`, folder), `${text}\n`)
  // Results name files of the repository, and not where it was cloned.
  const json = JSON.stringify(data, null, 2).replaceAll(repository, './')
  await writeFile(new URL(`${name}.json`, folder), `${json}\n`)
  if (chart) await writeFile(new URL(`${name}.svg`, folder), chart)
  process.stdout.write(`\n${text}\n\nWritten to bench/results/${name}.*\n`)
}
