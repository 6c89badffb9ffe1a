import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../../../apps/console/test/web/launch-chromium.ts'
import { formatMarkdown } from '../../report/markdown.ts'
import { machine, writeResult } from '../../report/results.ts'
import { percentile } from '../../report/statistics.ts'
import { type ConsoleProcess, startConsole } from '../console-process.ts'
import { ingest } from '../ingest.ts'
import { metricRequests } from '../metrics.ts'
import { exportRequests, spansPerTrace } from '../spans.ts'
import type { FilledPages } from './fill.ts'
import { type OpenedPage, openedPages } from './opened-pages.ts'

const receivedSpans = 100_000
const metricRequestCount = 300
const times = 10
const starts = 5
const goalMillis = 200
const settleMillis = 8_000
const idleMillis = 200
const idleCpuSeconds = 0.02
const progress = (text: string) => process.stderr.write(`${text}\n`)

async function store(folder: string, spans: number): Promise<FilledPages> {
  const running = await startConsole(folder)
  const toNano = BigInt(Date.now()) * 1_000_000n
  await ingest(
    running,
    exportRequests({
      traces: Math.min(spans, receivedSpans) / spansPerTrace,
      fromNano: toNano - 3_500_000_000_000n,
      toNano,
      spansPerRequest: 512,
    }),
  )
  await ingest(running, metricRequests(metricRequestCount, toNano), 'metrics')
  await running.stop()
  const script = fileURLToPath(new URL('./fill.ts', import.meta.url))
  const child = fork(script, [folder, String(spans)])
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`filling ended with ${code}`)
  })
  const [filled] = await Promise.race([once(child, 'message'), exited])
  exited.catch(() => undefined)
  await once(child, 'exit')
  return filled as FilledPages
}

type Browser = Awaited<ReturnType<typeof launchChromium>>

interface Result {
  readonly name: string
  readonly millis: readonly number[]
}

async function measure(
  browser: Browser,
  running: ConsoleProcess,
  pages: readonly OpenedPage[],
): Promise<Result[]> {
  const results: Result[] = []
  for (const page of pages) {
    const millis: number[] = []
    for (let turn = 0; turn <= times; turn++) {
      const taken = await open(browser, running, page)
      // The first turn warms up the engine and the code of the page.
      if (turn > 0) millis.push(taken)
    }
    results.push({ name: page.name, millis })
    progress(`  ${page.name}: ${shown(millis)}`)
  }
  return results
}

/** A page that the console responds to first after its start: neither traces nor code are in its memory. */
async function measureFirst(
  browser: Browser,
  folder: string,
  { name, ...page }: OpenedPage,
): Promise<Result> {
  const millis: number[] = []
  for (let turn = 0; turn < starts; turn++) {
    const running = await startConsole(folder)
    millis.push(await open(browser, running, { name, ...page }))
    await running.stop()
  }
  progress(`  ${name} after a start: ${shown(millis)}`)
  return { name: `${name}, first page after a start`, millis }
}

/** Milliseconds from an interaction until every part of a page is shown. */
async function open(
  browser: Browser,
  running: ConsoleProcess,
  { path, shows }: OpenedPage,
): Promise<number> {
  // A new context has no cache, and the first page fetches no data.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${running.url}/data/components`)
  await page.locator('h1').waitFor()
  await untilIdle(running)
  const taken = await page.evaluate(navigateAndWait, { path, shows })
  await context.close()
  return taken
}

/** The engine continues the queries of a closed page, which would delay those of the next. */
async function untilIdle(running: ConsoleProcess): Promise<void> {
  for (let before = await running.cpuSeconds(), after = before; ; before = after) {
    await new Promise((resolve) => setTimeout(resolve, idleMillis))
    after = await running.cpuSeconds()
    if (after - before <= idleCpuSeconds) return
  }
}

/** The part of the DOM that the function in the page uses. */
interface Window {
  readonly document: { querySelector(selector: string): unknown }
  readonly history: { pushState(state: null, title: string, url: string): void }
  requestAnimationFrame(look: () => void): void
}

/** Runs in the page. */
function navigateAndWait({ path, shows }: { path: string; shows: readonly string[] }) {
  const { document, history, requestAnimationFrame } = globalThis as unknown as Window
  return new Promise<number>((resolve, reject) => {
    const startMillis = performance.now()
    history.pushState(null, '', path)
    globalThis.dispatchEvent(new Event('console:moved'))
    const look = () => {
      const millis = performance.now() - startMillis
      if (shows.every((selector) => document.querySelector(selector) !== null)) resolve(millis)
      else if (millis > 20_000) reject(new Error(`${path} did not show ${shows}`))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

const shown = (millis: readonly number[]) =>
  `${percentile(millis, 0.5).toFixed(0)} / ${percentile(millis, 0.95).toFixed(0)} ms`

/** Measures how fast each page of the console shows its content. */
export async function benchPages(spans: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'))
  try {
    progress(`storing ${spans} spans`)
    const filled = await store(folder, spans)
    const browser = await launchChromium()
    const running = await startConsole(folder)
    try {
      progress('waiting for merges')
      await new Promise((resolve) => setTimeout(resolve, settleMillis))
      const pages = await openedPages(running)
      const results = await measure(browser, running, pages)
      await running.stop()
      const findings = pages.find(({ path }) => path === '/findings')
      if (findings) results.push(await measureFirst(browser, folder, findings))
      await writeResult('pages', report(results, filled), { filled, results }, undefined, 'md')
    } finally {
      await running.stop()
      await browser.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function report(results: readonly Result[], { spans, lines, occurrences }: FilledPages): string {
  const rows = results.map(({ name, millis }) => [
    name,
    shown(millis),
    percentile(millis, 0.5) <= goalMillis ? 'met' : 'not met',
  ])
  return `# Pages of the console on ${spans.toLocaleString('en')} spans of one hour

${machine()}. Chromium, 1280x800. Time from the interaction until all parts of the page are shown, ${times} times
each, on an idle console: p50 / p95. The console keeps the rows of traces that it examined for findings until one arrives;
after a start (${starts} times) it has none. Nothing else is cached. Also stored: ${lines.toLocaleString('en')} log lines, ${occurrences.toLocaleString('en')} occurrences, and
${(metricRequestCount * 1_000).toLocaleString('en')} data points. The goal is a p50 of at most ${goalMillis} ms.

${formatMarkdown(['page', 'p50 / p95', 'goal'], rows)}`
}
