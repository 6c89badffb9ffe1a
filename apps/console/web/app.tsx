import type { ReactNode } from 'react'
import { ComparePage } from './compare/compare-page.tsx'
import { DataPage } from './data/data-page.tsx'
import { ErrorPage } from './errors/error-page.tsx'
import { ErrorsPage } from './errors/errors-page.tsx'
import { FindingsPage } from './findings/findings-page.tsx'
import { NotFoundPage } from './frame/not-found-page.tsx'
import { PageFrame } from './frame/page-frame.tsx'
import { useSetting } from './frame/use-setting.ts'
import { GalleryPage } from './gallery/gallery-page.tsx'
import { LogsPage } from './logs/logs-page.tsx'
import { MapPage } from './map/map-page.tsx'
import { MetricPage } from './metrics/metric-page.tsx'
import { MetricsPage } from './metrics/metrics-page.tsx'
import { QueryPage } from './query/query-page.tsx'
import { useLocation } from './routing/location.ts'
import { RunsPage } from './runs/runs-page.tsx'
import { ServicePage } from './services/service-page.tsx'
import { ServicesPage } from './services/services-page.tsx'
import { TracePage } from './trace/trace-page.tsx'
import { TracesPage } from './traces/traces-page.tsx'

interface Route {
  /** The first group of the pattern is the argument of the page. */
  readonly pattern: RegExp
  readonly page: (argument: string) => ReactNode
}

const ROUTES: readonly Route[] = [
  { pattern: /^\/$/, page: () => <ServicesPage /> },
  { pattern: /^\/services\/([^/]+)$/, page: (name) => <ServicePage key={name} name={name} /> },
  { pattern: /^\/traces$/, page: () => <TracesPage /> },
  // The selection and the collapsed spans belong to one trace.
  {
    pattern: /^\/traces\/([\da-f]{32})$/i,
    page: (id) => <TracePage key={id} traceId={id.toLowerCase()} />,
  },
  { pattern: /^\/logs$/, page: () => <LogsPage /> },
  { pattern: /^\/errors$/, page: () => <ErrorsPage /> },
  { pattern: /^\/errors\/([^/]+)$/, page: (id) => <ErrorPage key={id} fingerprint={id} /> },
  { pattern: /^\/metrics$/, page: () => <MetricsPage /> },
  { pattern: /^\/metrics\/([^/]+)$/, page: (name) => <MetricPage key={name} name={name} /> },
  { pattern: /^\/findings$/, page: () => <FindingsPage /> },
  { pattern: /^\/query$/, page: () => <QueryPage /> },
  { pattern: /^\/map$/, page: () => <MapPage /> },
  { pattern: /^\/runs$/, page: () => <RunsPage /> },
  { pattern: /^\/compare$/, page: () => <ComparePage /> },
  { pattern: /^\/data$/, page: () => <DataPage /> },
  { pattern: /^\/data\/components$/, page: () => <GalleryPage /> },
]

export function App() {
  const { path } = useLocation()
  // Every time on the page depends on it.
  useSetting('time-zone')
  return <PageFrame>{pageOf(path)}</PageFrame>
}

function pageOf(path: string): ReactNode {
  for (const { pattern, page } of ROUTES) {
    const match = pattern.exec(path)
    if (match === null) continue
    const argument = decode(match[1] ?? '')
    if (argument !== undefined) return page(argument)
  }
  return <NotFoundPage />
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
