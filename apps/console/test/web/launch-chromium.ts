import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserServer, chromium as playwright } from 'playwright-core'

const WITHOUT_NETWORK = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const cache = join(import.meta.dirname, '../../../../node_modules/.cache')

/** Options of the Chromium of the npm package. */
async function options() {
  return { executablePath: await unpackBrowser(), args: WITHOUT_NETWORK, headless: true }
}

export async function launchChromium(): Promise<Browser> {
  return playwright.launch(await options())
}

export async function launchChromiumServer(): Promise<BrowserServer> {
  return playwright.launchServer(await options())
}

/**
 * Unpacks the browser of the npm package into the cache of this clone. The package itself uses the
 * temporary folder of the system, where a browser of another user cannot be run.
 */
async function unpackBrowser(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(join(dirname(entry), '../package.json'), 'utf8'))
  const folder = join(cache, `chromium-${version}`)
  const exists = () => stat(folder).then(Boolean, () => false)
  if (!(await exists())) {
    await mkdir(cache, { recursive: true })
    // A folder that is not complete is never at the path that others read.
    const unpacking = await mkdtemp(`${folder}-`)
    await withTemporaryFolder(unpacking, () => chromium.executablePath())
    await rename(unpacking, folder).catch(async (error) => {
      await rm(unpacking, { recursive: true, force: true })
      if (!(await exists())) throw error
    })
  }
  return join(folder, 'chromium')
}

async function withTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const { TMPDIR } = process.env
  process.env.TMPDIR = folder
  try {
    return await work()
  } finally {
    process.env.TMPDIR = TMPDIR
    if (TMPDIR === undefined) delete process.env.TMPDIR
  }
}
