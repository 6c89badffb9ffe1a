import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { savePictures } from '../../apps/console/test/pages/screenshots.ts'
import { launchBrowser } from '../../apps/console/test/web/browser.ts'
import { type OpenedPage, openPage } from '../../apps/console/test/web/opened-page.ts'
import { type DevStack, devStack } from './support/dev-stack.ts'
import { ready, readyMillis } from './support/ready.ts'
import { requestInTrace, traceOfFreshTimeline } from './support/request-in-trace.ts'
import { type Running, runScript } from './support/run-script.ts'

type Page = OpenedPage['page']

let stack: DevStack
let dev: Running
let browser: Awaited<ReturnType<typeof launchBrowser>>

beforeAll(async () => {
  stack = await devStack()
  dev = stack.start()
  await ready(dev)
  browser = await launchBrowser()
  const traffic = await runScript(
    'traffic',
    ['--rate', '20', '--duration', process.env.SCREENSHOTS === undefined ? '8s' : '60s'],
    stack.env,
  ).ended
  expect(traffic.code, traffic.output).toBe(0)
  for (let count = 0; count < shownTraces; count += 1)
    homeTrace = await traceOfFreshTimeline(stack.home)
  expect((await requestInTrace(`${stack.user}/faults/error`, failedTrace)).status).toBe(500)
}, readyMillis + 180_000)

afterAll(async () => {
  await browser?.close()
  dev.interrupt()
  await dev.ended
  await stack.remove()
}, 60_000)

/** So many are sure to lead through both services, however busy the machine was until then. */
const shownTraces = 3
let homeTrace: string
const failedTrace = '6b0332c9f1e2d3c4b5a697887f6e5d4c'

/** Opens a page of the console, waits for its content, and stores its picture. */
async function visit(path: string, shows: (page: Page) => Promise<unknown>, picture: string) {
  await using opened = await openPage(browser, `${stack.console}${path}`)
  // The page polls every ten seconds; a busy service may miss several polls.
  opened.page.setDefaultTimeout(60_000)
  await shows(opened.page).catch(async (cause: Error) => {
    const shown = await opened.page.locator('body').ariaSnapshot()
    throw new Error(`${cause.message}\nThe page shows:\n${shown}`, { cause })
  })
  await savePictures(opened.page, picture)
}

describe('the console on the traffic of both services', { timeout: 120_000 }, () => {
  it('Services: rate, errors, signals, and a ledger without losses', () =>
    visit(
      '/',
      async (page) => {
        for (const name of ['home-activities', 'user-activities']) {
          const link = page.getByRole('link', { name, exact: true })
          const service = page.getByRole('row').filter({ has: link })
          await service.getByText('nothing dropped').waitFor()
          await service.getByRole('img', { name: `P95 of ${name}` }).waitFor()
        }
      },
      'services',
    ))

  it('Traces: those of an operation, each with its services', () =>
    visit(
      '/traces?service=home-activities&operation=GET%20%2Fapi%2Factivities%2Fhome',
      async (page) => {
        const row = page.locator('[data-row]').filter({ hasText: 'user-activities' })
        await row.nth(shownTraces - 1).waitFor()
      },
      'traces',
    ))

  it('One trace: through both services down to the SQL, with segments and lines on it', () =>
    visit(
      `/traces/${homeTrace}`,
      async (page) => {
        const detail = page.getByRole('complementary', { name: 'Selected span' })
        await page
          .getByRole('treeitem')
          .filter({ hasText: /select /i })
          .click()
        await detail.getByText('db.query.text').waitFor()
        const call = page.getByRole('treeitem').filter({ hasText: 'GET /api/activities' })
        await call.last().click()
        await detail.getByText('Log lines (1)').waitFor()
        await detail.getByText('X-Ray (1)').waitFor()
      },
      'one-trace',
    ))

  it('One trace of an error: the span, the segment, the line and the item in one place', () =>
    visit(
      `/traces/${failedTrace}`,
      async (page) => {
        await page.getByRole('treeitem').first().waitFor()
        await page.keyboard.press('e')
        const detail = page.getByRole('complementary', { name: 'Selected span' })
        await detail.getByText('Rollbar occurrences (1)').waitFor()
        await detail.getByText('Log lines (1)').waitFor()
        await detail.getByText('X-Ray (1)').waitFor()
      },
      'one-error',
    ))

  it('Query: COUNT by route and the heatmap explain the slowest', () =>
    visit(
      '/query?by=http.route',
      async (page) => {
        await page.getByRole('button', { name: /Explain the slowest/ }).click()
        await page.getByText(/spans selected/).waitFor()
      },
      'query',
    ))

  it('Map: home-activities calls user-activities, which queries its database', () =>
    visit(
      '/map',
      async (page) => {
        await page.getByRole('row', { name: /home-activities user-activities/ }).waitFor()
        await page.getByRole('row', { name: /user-activities .*postgres/i }).waitFor()
      },
      'map',
    ))

  it('Logs: the lines of both services, each with its trace', () =>
    visit(
      '/logs',
      async (page) => {
        await page.locator('[data-log-rows] a[aria-label^="Trace"]').nth(10).waitFor()
      },
      'logs',
    ))

  it('Metrics: those of both services, and one of them with percentiles and a heatmap', async () => {
    await visit(
      '/metrics',
      (page) => page.getByRole('link', { name: 'http.server.request.duration' }).first().waitFor(),
      'metrics',
    )
    await visit(
      '/metrics/http.server.request.duration',
      async (page) => {
        await page.getByRole('img', { name: /^Percentiles/ }).waitFor()
        await page.getByRole('img', { name: /^Heatmap/ }).waitFor()
      },
      'metric',
    )
  })

  it('One service: its charts, operations, errors and delivery', () =>
    visit(
      '/services/user-activities',
      async (page) => {
        await page.getByRole('img', { name: /^P95 of user-activities/ }).waitFor()
        await page.getByRole('link', { name: 'GET /api/activities', exact: true }).waitFor()
      },
      'service',
    ))

  it('Errors: the items as Rollbar groups them, with their occurrences', () =>
    visit('/errors', (page) => page.locator('[data-row]').first().waitFor(), 'errors'))

  it('Runs: this start of each service', () =>
    visit(
      '/runs',
      async (page) => {
        for (const name of ['home-activities', 'user-activities'])
          await page.getByRole('row', { name: new RegExp(name) }).waitFor()
      },
      'runs',
    ))

  it('Compare: a period and the one before', () =>
    visit(
      '/compare',
      async (page) => {
        await page.getByText('GET /api/activities/home').first().waitFor()
      },
      'compare',
    ))

  it('Data: counters of each receiver', () =>
    visit(
      '/data',
      async (page) => {
        await page
          .getByRole('row', { name: /X-Ray|segments/i })
          .first()
          .waitFor()
      },
      'data',
    ))

  // Last: it adds services to every other page.
  it('Findings: those of planted traces, by kind', async () => {
    const planted = await runScript('traffic', ['--plant'], stack.env).ended
    expect(planted.code, planted.output).toBe(0)
    await visit(
      '/findings',
      async (page) => {
        await page.getByRole('heading', { name: 'Retry storm' }).waitFor()
      },
      'findings',
    )
  })
})
