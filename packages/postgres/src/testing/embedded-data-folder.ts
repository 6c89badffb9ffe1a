import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '../embedded-database.ts'
import { sharedFolder } from './shared-folder.ts'

/** Creates a data folder with an empty embedded database; creating one takes ten times as long as copying. */
export async function embeddedDataFolder(): Promise<string> {
  const empty = await sharedFolder('embedded', async (folder) => {
    const database = await startEmbeddedDatabase(folder, 'DATA_DIR')
    await database.close()
  })
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'))
  await cp(join(empty, 'postgres'), join(folder, 'postgres'), { recursive: true })
  return folder
}
