import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { inject } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'
import { launchBrowser } from '../web/browser.ts'

export interface ConsoleInBrowser {
  readonly console_: Console
  readonly browser: Browser
  readonly dataFolder: string
  close(): Promise<void>
}

/** Starts a console on free ports with its own data folder, and a browser. */
export async function startInBrowser(
  overrides: Parameters<typeof consoleConfig>[1] = {},
): Promise<ConsoleInBrowser> {
  const dataFolder = await storeFolder()
  const console_ = await startConsole(consoleConfig(dataFolder, overrides), {
    webFolder: inject('builtPage'),
  })
  const browser = await launchBrowser()
  return {
    console_,
    browser,
    dataFolder,
    close: async () => {
      await browser.close()
      await console_.close()
      await rm(dataFolder, { recursive: true })
    },
  }
}
