import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file and symbolic link below a folder, as absolute paths; links are not followed. */
export async function* walkFiles(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walkFiles(path)
    else yield path
  }
}
