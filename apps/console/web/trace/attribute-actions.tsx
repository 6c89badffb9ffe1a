import { printTest } from '../../src/query-language/print-where.ts'
import { Link } from '../routing/link.tsx'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toast.tsx'
import css from './attribute-table.module.css'

/** Longer values make no useful filter. */
const MAX_FILTER = 500

/** Filters by, groups by, or copies an attribute. */
export function AttributeActions({
  name,
  value,
  queryable,
}: {
  readonly name: string
  readonly value: string
  readonly queryable: boolean
}) {
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    showToast(`${name} copied`)
  }
  const where = (isExcluded: boolean) =>
    `/traces?${new URLSearchParams({ where: printTest(name, value, isExcluded) })}`
  return (
    <span className={css.actions} data-attribute-actions>
      {queryable && value.length <= MAX_FILTER && (
        <>
          <Link href={where(false)} aria-label={`Only this ${name}`}>
            only
          </Link>
          <Link href={where(true)} aria-label={`Not this ${name}`}>
            not
          </Link>
          <Link
            href={`/query?${new URLSearchParams({ by: name })}`}
            aria-label={`Group by ${name}`}
          >
            group by
          </Link>
        </>
      )}
      <Button look="plain" size="small" aria-label={`Copy ${name}`} onClick={() => void copy()}>
        copy
      </Button>
    </span>
  )
}
