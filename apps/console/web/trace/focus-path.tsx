import { Button } from '../ui/button.tsx'
import textCss from '../ui/text.module.css'
import { pathTo } from './focus.ts'
import css from './focus-path.module.css'
import type { SpanNode } from './span-tree.ts'
import type { Waterfall } from './use-waterfall.ts'

/** Longer paths show the first step and the last few. */
const MAX_SHOWN = 4

/** Breadcrumbs from the root span to the focused span. */
export function FocusPath({ waterfall }: { readonly waterfall: Waterfall }) {
  const { root } = waterfall.scope
  if (root === undefined) return null
  const above = pathTo(root).slice(0, -1)
  const shown = above.length > MAX_SHOWN ? above.slice(1 - MAX_SHOWN) : above
  return (
    <nav aria-label="Focus">
      <ol className={css.path}>
        <Step label="Whole trace" onChoose={() => waterfall.focusOn(undefined)} />
        {shown.length < above.length && (
          <>
            {above[0] && <SpanStep node={above[0]} waterfall={waterfall} />}
            <li className={textCss.muted}>…</li>
          </>
        )}
        {shown.map((node) => (
          <SpanStep key={node.span.rowId} node={node} waterfall={waterfall} />
        ))}
        <li aria-current="true">{root.span.name}</li>
      </ol>
    </nav>
  )
}

function SpanStep({ node, waterfall }: { readonly node: SpanNode; readonly waterfall: Waterfall }) {
  return <Step label={node.span.name} onChoose={() => waterfall.focusOn(node)} />
}

function Step({ label, onChoose }: { readonly label: string; readonly onChoose: () => void }) {
  return (
    <li>
      <Button look="plain" size="small" className={css.step} onClick={onChoose}>
        {label}
      </Button>
    </li>
  )
}
