import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { heartbeatQuery } from '../api/admin.ts'
import { HelpSheet } from '../keyboard/help-sheet.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation } from '../routing/location.ts'
import { useTimeZone } from '../time/use-time-zone.ts'
import { Button } from '../ui/button.tsx'
import textCss from '../ui/text.module.css'
import { Toaster } from '../ui/toast.tsx'
import { useIsDisconnected } from './connection.ts'
import { copyLink } from './copy-link.ts'
import css from './page-frame.module.css'
import { useTheme } from './theme.ts'

const PAGES = [
  { href: '/', label: 'Services', key: 's' },
  { href: '/traces', label: 'Traces', key: 't' },
  { href: '/logs', label: 'Logs', key: 'o' },
  { href: '/errors', label: 'Errors', key: 'x' },
  { href: '/metrics', label: 'Metrics', key: 'g' },
  { href: '/findings', label: 'Findings', key: 'd' },
  { href: '/query', label: 'Query', key: 'q' },
  { href: '/map', label: 'Map', key: 'm' },
  { href: '/runs', label: 'Runs', key: 'u' },
  { href: '/compare', label: 'Compare', key: 'v' },
  { href: '/data', label: 'Data', key: 'i' },
] as const

/** The frame of every page: navigation, time zone, theme and keyboard help. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  const { path } = useLocation()
  const { theme, chooseNext } = useTheme()
  const zone = useTimeZone()
  const isDisconnected = useIsDisconnected()
  useQuery(heartbeatQuery)
  const [helpOpen, setHelpOpen] = useState(false)
  const closeHelp = useCallback(() => setHelpOpen(false), [])
  const main = useMainFocus(path)
  const pages = useScrollToCurrent(path)

  useShortcuts({
    '?': () => setHelpOpen(true),
    y: () => void copyLink(),
    ...Object.fromEntries(PAGES.map(({ key, href }) => [key, () => navigate(href)])),
  })

  return (
    <>
      <a className={css.skip} href="#main">
        Skip to content
      </a>
      <header className={css.header}>
        <Link className={css.brand} href="/">
          <span className={css.mark} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={css.name}>Cruddur console</span>
        </Link>
        <nav aria-label="Pages" className={css.pages} ref={pages}>
          {PAGES.map(({ href, label }) => (
            <Link key={href} href={href} aria-current={isWithin(path, href) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div className={css.tools}>
          <Button
            look="plain"
            title="Copy a link with a fixed time range (y)"
            onClick={() => void copyLink()}
          >
            Copy link
          </Button>
          <Button look="plain" title="Switch between local time and UTC" onClick={zone.toggle}>
            <span className={textCss.hidden}>Time zone: </span>
            {zone.label}
          </Button>
          <Button look="plain" onClick={chooseNext}>
            <span>
              Theme<span className={css.value}>: {theme}</span>
            </span>
          </Button>
          <Button look="plain" onClick={() => setHelpOpen(true)}>
            Keys <kbd>?</kbd>
          </Button>
        </div>
      </header>
      <div role="status">
        {isDisconnected && <p className={css.disconnected}>Disconnected. Reconnecting…</p>}
      </div>
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <HelpSheet open={helpOpen} onClose={closeHelp} />
      <Toaster />
    </>
  )
}

function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`))
}

/** On a small screen, the navigation scrolls sideways to the current page. */
function useScrollToCurrent(path: string) {
  const pages = useRef<HTMLElement>(null)
  useEffect(() => {
    const current = pages.current?.querySelector<HTMLElement>('[aria-current]')
    if (!current || !pages.current) return
    const { offsetLeft, offsetWidth } = current
    pages.current.scrollLeft = offsetLeft + offsetWidth / 2 - pages.current.clientWidth / 2
  }, [path])
  return pages
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
