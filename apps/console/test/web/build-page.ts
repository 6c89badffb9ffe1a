import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const WEB = fileURLToPath(import.meta.resolve('../../web'))

/** Builds the page as it is shipped, into a folder of the test's own. */
export async function buildPage(): Promise<string> {
  // Vitest says "test", and React would be built for development.
  process.env.NODE_ENV = 'production'
  const outDir = await mkdtemp(join(tmpdir(), 'console-web-'))
  await build({
    root: WEB,
    configFile: join(WEB, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir },
  })
  return outDir
}
