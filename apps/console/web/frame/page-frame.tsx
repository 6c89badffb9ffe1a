import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { HelpSheet } from '../keyboard/help-sheet.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation } from '../routing/location.ts'
import { useTheme } from './theme.ts'
import './page-frame.css'

const PAGES = [
  { href: '/', label: 'Services', isCurrent: (path: string) => path === '/' },
  { href: '/traces', label: 'Traces', isCurrent: (path: string) => path.startsWith('/traces') },
  { href: '/logs', label: 'Logs', isCurrent: (path: string) => path === '/logs' },
  { href: '/errors', label: 'Errors', isCurrent: (path: string) => path.startsWith('/errors') },
  { href: '/query', label: 'Query', isCurrent: (path: string) => path === '/query' },
  { href: '/map', label: 'Map', isCurrent: (path: string) => path === '/map' },
  { href: '/runs', label: 'Runs', isCurrent: (path: string) => path === '/runs' },
  { href: '/compare', label: 'Compare', isCurrent: (path: string) => path === '/compare' },
  { href: '/data', label: 'Data', isCurrent: (path: string) => path === '/data' },
]

/** The frame of every page: navigation, theme and keyboard help. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  const { path } = useLocation()
  const { theme, chooseNext } = useTheme()
  const [helpOpen, setHelpOpen] = useState(false)
  const closeHelp = useCallback(() => setHelpOpen(false), [])
  const main = useMainFocus(path)

  useShortcuts({
    '?': () => setHelpOpen(true),
    s: () => navigate('/'),
    t: () => navigate('/traces'),
    o: () => navigate('/logs'),
    x: () => navigate('/errors'),
    q: () => navigate('/query'),
    v: () => navigate('/compare'),
    u: () => navigate('/runs'),
    i: () => navigate('/data'),
    m: () => navigate('/map'),
  })

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="page-header">
        <Link className="brand" href="/">
          <span className="brand-mark" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          Cruddur console
        </Link>
        <nav aria-label="Pages">
          {PAGES.map(({ href, label, isCurrent }) => (
            <Link key={href} href={href} aria-current={isCurrent(path) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="page-tools">
          <button type="button" className="quiet" onClick={chooseNext}>
            Theme<span className="tool-value">: {theme}</span>
          </button>
          <button type="button" className="quiet" onClick={() => setHelpOpen(true)}>
            Keys <kbd>?</kbd>
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <HelpSheet open={helpOpen} onClose={closeHelp} />
    </>
  )
}

/** Moves the focus to a new page, so that a screen reader and Tab start at its beginning. */
function useMainFocus(path: string) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
