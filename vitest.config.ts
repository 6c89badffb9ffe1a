import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import type { ProjectConfig } from 'vitest/node'
import { createRunFolder } from './scripts/create-run-folder.ts'

const consoleTests = join(import.meta.dirname, 'apps/console/test')
const browserServer = join(consoleTests, 'web/browser-server.ts')
const builtPage = join(consoleTests, 'web/built-page.ts')
const emptyStore = join(consoleTests, 'support/empty-store.ts')

// Each worker is a process or a thread of its own: packages are compiled by the first that imports them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node')
process.env.TZ = 'UTC'
// Other tools read this file, too.
if (process.env.VITEST) createRunFolder()

const costs = ['engine', 'browser', 'process', 'e2e', 'slow'] as const
const folders = '{apps/*,packages/*,e2e}/test/**'

/** Tests that cost the same, by the ending of their file names (CONTRIBUTING.md). */
const project = (name: string, options: ProjectConfig = {}) => ({
  resolve: { conditions: ['cruddur-source'] },
  ssr: { resolve: { conditions: ['cruddur-source'] } },
  test: {
    name,
    ...(name === 'unit'
      ? {
          include: [`${folders}/*.test.{ts,tsx}`],
          exclude: costs.map((cost) => `${folders}/*.${cost}.test.{ts,tsx}`),
        }
      : { include: [`${folders}/*.${name}.test.{ts,tsx}`] }),
    environment: 'node' as const,
    // A busy machine is slow, not broken: a timeout only ends a test that hangs.
    testTimeout: name === 'unit' ? 30_000 : 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: name === 'unit' ? 20_000 : 60_000 } },
    ...options,
  },
})

export default defineConfig({
  test: {
    // Many tests wait more than they work: with as many workers as processors a third of these is idle.
    maxWorkers: availableParallelism() + 2,
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
    projects: [
      project('unit', { pool: 'threads', isolate: false }),
      project('engine', { isolate: false, globalSetup: [emptyStore] }),
      project('browser', { isolate: false, globalSetup: [browserServer, builtPage, emptyStore] }),
      project('process', { globalSetup: [emptyStore] }),
      project('e2e', { globalSetup: [browserServer] }),
      project('slow'),
    ],
  },
})
