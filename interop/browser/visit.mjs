// Serves the page, opens it in Chromium with the addresses of the first argument, clicks; prints a trace ID.

import { once } from 'node:events'
import { createServer } from 'node:http'
import chromium from '@sparticuz/chromium'
import { buildSync } from 'esbuild'
import { chromium as playwright } from 'playwright-core'

const { outputFiles } = buildSync({ entryPoints: ['page.mjs'], bundle: true, write: false })
const html = `<!doctype html><title>shop</title><button id="load">Load</button><button id="fail">Fail</button>
<p id="state"></p><script src="/page.js"></script>`
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? outputFiles[0].contents : html)
}).listen(0, '127.0.0.1')
await once(server, 'listening')

const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const page = await browser.newPage()
  const failures = []
  page.on('requestfailed', (request) =>
    failures.push(`${request.url()} ${request.failure()?.errorText}`),
  )
  page.on('console', (message) => failures.push(message.text()))
  await page.goto(
    `http://localhost:${server.address().port}/?${new URLSearchParams(JSON.parse(process.argv[2]))}`,
  )
  const items = page.waitForResponse((response) => response.url().includes('/api/1/item/'))
  items.catch(() => undefined)
  await page.click('#load')
  await page
    .waitForFunction(() => document.querySelector('#state').textContent !== '', null, {
      timeout: 10_000,
    })
    .catch(() => {
      throw new Error(`The page got no response: ${failures.join('; ')}`)
    })
  const [status, traceId] = (await page.textContent('#state')).split(' ')
  await page.click('#fail')
  const item = await items
  await page.waitForTimeout(2_000)
  process.stdout.write(JSON.stringify({ status, traceId, itemStatus: item.status(), failures }))
} finally {
  await browser.close()
  server.close()
}
