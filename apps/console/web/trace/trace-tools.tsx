import { Button } from '../ui/button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import textCss from '../ui/text.module.css'
import css from './trace-tools.module.css'
import { SEARCH_FIELD_ID } from './use-trace-keys.ts'
import type { Waterfall } from './use-waterfall.ts'

/** Search in the trace; the search of the browser only finds the rendered rows. */
export function TraceTools({ waterfall }: { readonly waterfall: Waterfall }) {
  const { text, matches, failed, selected } = waterfall
  const searching = text.trim() !== ''
  const current = selected === undefined ? -1 : matches.indexOf(selected)
  return (
    <search className={css.tools}>
      <SearchField
        id={SEARCH_FIELD_ID}
        label="Search in this trace"
        placeholder="Search names, services, attributes"
        className={css.field}
        value={text}
        onText={waterfall.setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') waterfall.nextMatch(event.shiftKey ? -1 : 1)
          if (event.key !== 'Escape') return
          if (text === '') event.currentTarget.blur()
          else waterfall.setText('')
          event.preventDefault()
        }}
      />
      <Jump
        label="Previous match"
        sign="↑"
        off={matches.length === 0}
        onJump={() => waterfall.nextMatch(-1)}
      />
      <Jump
        label="Next match"
        sign="↓"
        off={matches.length === 0}
        onJump={() => waterfall.nextMatch(1)}
      />
      <span className={`${css.count} ${textCss.muted}`} role="status">
        {searching &&
          (current === -1 ? `${matches.length}` : `${current + 1} of ${matches.length}`)}
      </span>
      <span className={css.gap} />
      {failed.length > 0 && (
        <Button onClick={() => waterfall.nextError(1)}>
          Next error <kbd>e</kbd>
        </Button>
      )}
      {waterfall.zoom !== undefined && (
        <Button onClick={() => waterfall.setZoom(undefined)}>Reset zoom</Button>
      )}
      <Button
        look="plain"
        aria-pressed={waterfall.criticalPath !== undefined}
        onClick={waterfall.togglePath}
      >
        Critical path
      </Button>
      <Button look="plain" onClick={waterfall.foldAll}>
        Collapse all
      </Button>
      <Button look="plain" onClick={waterfall.unfoldAll}>
        Expand all
      </Button>
    </search>
  )
}

function Jump({
  label,
  sign,
  off,
  onJump,
}: {
  readonly label: string
  readonly sign: string
  readonly off: boolean
  readonly onJump: () => void
}) {
  return (
    <Button aria-label={label} title={label} disabled={off} onClick={onJump}>
      {sign}
    </Button>
  )
}
