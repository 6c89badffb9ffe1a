import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the production build, shared by all tests. */
    builtPage: string
  }
}

const web = join(import.meta.dirname, '../../web')

/** Builds the page once for all tests, and again in watch mode. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'console-web-'))
  await buildPage(outDir)
  project.provide('builtPage', outDir)
  project.onTestsRerun(() => buildPage(outDir))
  return () => rm(outDir, { recursive: true })
}

async function buildPage(outDir: string): Promise<void> {
  const { NODE_ENV } = process.env
  // Vitest sets NODE_ENV to "test", which would build React for development.
  process.env.NODE_ENV = 'production'
  try {
    await build({
      root: web,
      configFile: join(web, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir },
    })
  } finally {
    process.env.NODE_ENV = NODE_ENV
  }
}
