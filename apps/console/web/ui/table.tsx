import type { ReactNode } from 'react'
import { ScrollRegion } from './scroll-region.tsx'
import css from './table.module.css'
import textCss from './text.module.css'

/** A table that scrolls sideways in a narrow window. */
export function Table({
  label,
  columns,
  children,
}: {
  readonly label: string
  readonly columns: readonly Column[]
  /** Table rows. */
  readonly children: ReactNode
}) {
  return (
    <ScrollRegion label={label}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader key={column.title} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollRegion>
  )
}

export interface Column {
  readonly title: string
  readonly numeric?: boolean
  /** Current order of a sortable column. */
  readonly order?: 'ascending' | 'descending' | 'none'
  readonly onSort?: () => void
}

function ColumnHeader({
  column: { title, numeric = false, order, onSort },
}: {
  readonly column: Column
}) {
  return (
    <th
      scope="col"
      className={numeric ? `${textCss.number} ${css.numeric}` : undefined}
      aria-sort={order}
    >
      {onSort === undefined ? (
        title
      ) : (
        <button type="button" className={css.sort} onClick={onSort}>
          {title}
          <span aria-hidden="true" className={css.arrow}>
            {order === 'ascending' ? '↑' : order === 'descending' ? '↓' : ''}
          </span>
        </button>
      )}
    </th>
  )
}
