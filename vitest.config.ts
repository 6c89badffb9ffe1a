import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const consoleTests = join(import.meta.dirname, 'apps/console/test')
const unpackBrowser = join(consoleTests, 'web/unpack-browser.ts')
const builtPage = join(consoleTests, 'web/built-page.ts')
const emptyStore = join(consoleTests, 'support/empty-store.ts')

// Each test file is a process of its own: what they import from packages is compiled by the first.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node')

const project = (root: string, name: string, globalSetup: string[] = []) => ({
  root,
  resolve: { conditions: ['cruddur-source'] },
  ssr: { resolve: { conditions: ['cruddur-source'] } },
  test: {
    name,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    environment: 'node' as const,
    globalSetup,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not broken: conditions are waited for, not timed.
    expect: { poll: { timeout: 20_000 } },
  },
})

export default defineConfig({
  test: {
    // Many tests wait more than they work: with as many workers as processors a third of these is idle.
    maxWorkers: availableParallelism() + 1,
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
    projects: [
      project('packages/environment', 'environment'),
      project('packages/fastify-service', 'fastify-service'),
      project('packages/aws-sdk', 'aws-sdk'),
      project('packages/opentelemetry-unused', 'opentelemetry-unused'),
      project('packages/telemetry', 'telemetry'),
      project('apps/user-activities', 'user-activities'),
      project('apps/home-activities', 'home-activities'),
      project('apps/console', 'console', [unpackBrowser, builtPage, emptyStore]),
      project('e2e', 'e2e', [unpackBrowser]),
    ],
  },
})
