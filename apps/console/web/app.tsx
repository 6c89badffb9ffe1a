import { NotFoundPage } from './frame/not-found-page.tsx'
import { PageFrame } from './frame/page-frame.tsx'
import { useLocation } from './routing/location.ts'
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
  const traceId = /^\/traces\/([\da-f]{32})$/i.exec(path)?.[1]
  // A trace starts from nothing: what is selected or collapsed belongs to one trace.
  if (traceId !== undefined) return <TracePage key={traceId} traceId={traceId.toLowerCase()} />
  return <NotFoundPage />
}
