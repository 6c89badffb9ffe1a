/** Attributes as text; only HTTP URLs become links. */
export function AttributeTable({
  title,
  attributes,
  open = false,
}: {
  readonly title?: string
  readonly attributes: Readonly<Record<string, string>>
  readonly open?: boolean
}) {
  const entries = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1))
  if (entries.length === 0) return null
  const list = (
    <dl className="attributes">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd tabIndex={isTall(value) ? 0 : undefined}>
            <AttributeValue value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
  if (title === undefined) return list
  return (
    <details open={open}>
      <summary>
        {title} ({entries.length})
      </summary>
      {list}
    </details>
  )
}

/** Whether a value may be taller than its place: scrollable regions must be reachable by keyboard. */
function isTall(value: string): boolean {
  return value.length > 300 || value.split('\n').length > 12
}

function AttributeValue({ value }: { readonly value: string }) {
  if (value === '') return <span className="muted">empty</span>
  if (!isHttpAddress(value)) return value
  return (
    <a href={value} target="_blank" rel="noopener noreferrer">
      {value}
    </a>
  )
}

function isHttpAddress(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value)
}
