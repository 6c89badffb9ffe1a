import { readFileSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'

const [out, w, h, ...files] = process.argv.slice(2)
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu'],
  headless: true,
})
const page = await browser.newPage({ viewport: { width: +w * files.length, height: +h } })
await page.setContent(
  '<body style="margin:0;display:flex">' +
    files
      .map(
        (f) =>
          `<img style="width:${w}px;height:${h}px" src="data:image/png;base64,${readFileSync(f).toString('base64')}">`,
      )
      .join('') +
    '</body>',
)
await page.screenshot({ path: out })
await browser.close()
