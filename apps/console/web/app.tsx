import { ComparePage } from './compare/compare-page.tsx'
import { DataPage } from './data/data-page.tsx'
import { ErrorPage } from './errors/error-page.tsx'
import { ErrorsPage } from './errors/errors-page.tsx'
import { NotFoundPage } from './frame/not-found-page.tsx'
import { PageFrame } from './frame/page-frame.tsx'
import { LogsPage } from './logs/logs-page.tsx'
import { MapPage } from './map/map-page.tsx'
import { QueryPage } from './query/query-page.tsx'
import { useLocation } from './routing/location.ts'
import { RunsPage } from './runs/runs-page.tsx'
import { ServicesPage } from './services/services-page.tsx'
import { TracePage } from './trace/trace-page.tsx'
import { TracesPage } from './traces/traces-page.tsx'

export function App() {
  const { path } = useLocation()
  return <PageFrame>{pageOf(path)}</PageFrame>
}

function pageOf(path: string) {
  if (path === '/') return <ServicesPage />
  if (path === '/traces') return <TracesPage />
  if (path === '/query') return <QueryPage />
  if (path === '/compare') return <ComparePage />
  if (path === '/map') return <MapPage />
  if (path === '/runs') return <RunsPage />
  if (path === '/logs') return <LogsPage />
  if (path === '/errors') return <ErrorsPage />
  if (path === '/data') return <DataPage />
  const fingerprint = decode(/^\/errors\/([^/]+)$/.exec(path)?.[1])
  if (fingerprint !== undefined) return <ErrorPage key={fingerprint} fingerprint={fingerprint} />
  const traceId = /^\/traces\/([\da-f]{32})$/i.exec(path)?.[1]
  // The selection and the collapsed spans belong to one trace.
  if (traceId !== undefined) return <TracePage key={traceId} traceId={traceId.toLowerCase()} />
  return <NotFoundPage />
}

function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text)
  } catch {
    return undefined
  }
}
