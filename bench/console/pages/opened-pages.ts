import type { ConsoleProcess } from '../console-process.ts'

/** A page, and the selectors of the parts that have to be shown. */
export interface OpenedPage {
  readonly name: string
  readonly path: string
  readonly shows: readonly string[]
}

const rows = 'main tbody tr'
const listed = 'main [data-row]'
const plot = 'main figure svg[role="img"] :is(rect, path)'
const panel = (place: number, part: string) => `main div:nth-child(${place}):has(> h2) ${part}`
const cells = 'main svg[aria-label^="Heatmap"] rect'

export async function openedPages(running: ConsoleProcess): Promise<readonly OpenedPage[]> {
  const { traces } = await running.get<{ traces: { traceId: string }[] }>(
    '/api/v1/traces?since=2h&limit=1',
  )
  const { items } = await running.get<{ items: { fingerprint: string }[] }>(
    '/api/v1/errors?since=2h&limit=1',
  )
  return [
    { name: 'Services', path: '/', shows: [rows, 'main td svg path'] },
    {
      name: 'Services, slowest requests, newest errors and findings',
      path: '/',
      shows: [rows, 'main td svg path', panel(1, 'li'), panel(2, 'li'), panel(3, ':is(li, p)')],
    },
    { name: 'One service', path: '/services/service-3', shows: [plot, rows] },
    { name: 'Traces', path: '/traces', shows: [listed, plot] },
    {
      name: 'Traces of a service and operation, longest first',
      path: '/traces?service=service-3&operation=operation-4&since=1h&sort=longest',
      shows: [listed, plot],
    },
    { name: 'One trace', path: `/traces/${traces[0]?.traceId}`, shows: ['[role="treeitem"]'] },
    { name: 'Logs', path: '/logs', shows: ['[data-log-rows] a'] },
    { name: 'Errors', path: '/errors', shows: [listed] },
    { name: 'One item', path: `/errors/${items[0]?.fingerprint}`, shows: [plot, 'main ol li'] },
    { name: 'Metrics', path: '/metrics', shows: [rows] },
    { name: 'One metric', path: '/metrics/http.server.request.duration', shows: [plot, cells] },
    {
      name: 'One metric, 2,000 series grouped by route',
      path: '/metrics/http.server.request.duration?by=http.route',
      shows: [plot, rows],
    },
    { name: 'Findings', path: '/findings', shows: ['main [data-list-status]'] },
    { name: 'Query', path: '/query', shows: [cells, plot, rows] },
    { name: 'Query by an attribute', path: '/query?by=attr_07', shows: [cells, plot, rows] },
    { name: 'Map', path: '/map', shows: ['main svg[role="img"] path', rows] },
    { name: 'Runs', path: '/runs', shows: [rows] },
    { name: 'Compare', path: '/compare', shows: [rows] },
    { name: 'Data', path: '/data', shows: [rows] },
  ]
}
