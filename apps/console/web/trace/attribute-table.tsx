import type { ReactNode } from 'react'
import { openInEditor } from '../components/open-in-editor.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import textCss from '../ui/text.module.css'
import { AttributeActions } from './attribute-actions.tsx'
import css from './attribute-table.module.css'

/** Attributes as text; only HTTP URLs and files of a stack become links. */
export function AttributeTable({
  title,
  attributes,
  open = false,
  queryable = false,
}: {
  readonly title?: string
  readonly attributes: Readonly<Record<string, string>>
  readonly open?: boolean
  /** Attributes of spans and resources, which queries can filter and group by. */
  readonly queryable?: boolean
}) {
  const entries = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1))
  if (entries.length === 0) return null
  const list = (
    <dl className={css.attributes}>
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd tabIndex={mayOverflow(value) ? 0 : undefined}>
            <AttributeValue value={value} />
            <AttributeActions name={key} value={value} queryable={queryable} />
          </dd>
        </div>
      ))}
    </dl>
  )
  if (title === undefined) return list
  return (
    <Disclosure summary={`${title} (${entries.length})`} open={open}>
      {list}
    </Disclosure>
  )
}

/** Whether a value may overflow its cell, which then scrolls and must be reachable by keyboard. */
function mayOverflow(value: string): boolean {
  return value.length > 300 || value.split('\n').length > 12
}

function AttributeValue({ value }: { readonly value: string }) {
  if (value === '') return <span className={textCss.muted}>empty</span>
  if (/^\s+at /m.test(value)) return <StackText text={value} />
  if (!isHttpUrl(value)) return value
  return (
    <a href={value} target="_blank" rel="noopener noreferrer">
      {value}
    </a>
  )
}

/** A stack trace as text whose files open in the editor. */
function StackText({ text }: { readonly text: string }) {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+)(?::(\d+))?/g)) {
    const [place, file = '', line, column] = match
    const href = openInEditor({ file, line: Number(line), column: Number(column ?? 1) })
    if (href === undefined) continue
    parts.push(
      text.slice(end, match.index),
      <a key={match.index} href={href} title="Open in editor">
        {place}
      </a>,
    )
    end = match.index + place.length
  }
  return [...parts, text.slice(end)]
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value)
}
