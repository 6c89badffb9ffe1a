import type { ConsoleConfig } from '../../src/config.ts'
import { keepEverything } from './temp-store.ts'

/** Free ports and a folder of the test's own. */
export function consoleConfig(
  dataFolder: string,
  over: Partial<ConsoleConfig> = {},
): ConsoleConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    otlpPort: 0,
    xrayPort: 0,
    allowedHosts: ['console.test'],
    allowedOrigins: ['https://app.test'],
    dataFolder,
    retention: keepEverything,
    xraySampling: 'everything',
    services: new Map(),
    lingerMillis: 0,
    ...over,
  }
}
