import { defineConfig } from 'vitest/config'
import { createRunFolder } from '../scripts/create-run-folder.ts'

// Other tools read this file, too.
if (process.env.VITEST) createRunFolder()

export default defineConfig({
  // Not every package's source maps have their sources.
  logLevel: 'error',
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Imports JSON without saying so, which Node refuses and Vite takes.
    server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
  },
})
