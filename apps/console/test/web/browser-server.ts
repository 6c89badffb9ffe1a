import type { TestProject } from 'vitest/node'
import { launchChromiumServer } from './launch-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** WebSocket endpoint of the browser that all tests share. */
    browserServer: string
  }
}

/** Starts one browser for all tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await launchChromiumServer()
  project.provide('browserServer', server.wsEndpoint())
  return () => server.close()
}
