import { useState } from 'react'
import type { TraceSearch } from '../../src/api/contract.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { zoomOut } from '../time/zoom.ts'
import { SelectField } from './filter-fields.tsx'

const CUSTOM = 'custom'
const RANGES = [
  { value: '', label: 'Any time' },
  { value: '5m', label: 'Last 5 minutes' },
  { value: '15m', label: 'Last 15 minutes' },
  { value: '1h', label: 'Last hour' },
  { value: '6h', label: 'Last 6 hours' },
  { value: '1d', label: 'Last day' },
  { value: '7d', label: 'Last 7 days' },
  { value: CUSTOM, label: 'From … to …' },
]

/** A relative time range, or a start and an end (ISO 8601 in the URL). */
export function TimeRangeField({
  search,
  onChange,
}: {
  readonly search: TraceSearch
  readonly onChange: (changes: Record<string, string | undefined>) => void
}) {
  const [choosing, setChoosing] = useState(false)
  const custom = choosing || search.start !== undefined || search.end !== undefined
  const since = search.since ?? ''
  const widen = () => {
    const wider = zoomOut(search, Date.now())
    if (wider !== undefined) onChange(wider)
  }
  useShortcuts({ z: widen })
  const ranges = RANGES.some(({ value }) => value === since)
    ? RANGES
    : [...RANGES, { value: since, label: `Last ${since}` }]
  return (
    <>
      <SelectField
        label="Time"
        value={custom ? CUSTOM : since}
        options={ranges}
        onChoose={(value) => {
          setChoosing(value === CUSTOM)
          if (value !== CUSTOM) onChange({ since: value, start: undefined, end: undefined })
        }}
      />
      {custom && (
        <>
          <InstantField
            label="From"
            value={search.start}
            onChange={(start) => onChange({ start, since: undefined })}
          />
          <InstantField
            label="To"
            value={search.end}
            onChange={(end) => onChange({ end, since: undefined })}
          />
          {search.start !== undefined && (
            <button
              type="button"
              className="zoom-out"
              title="Show three times the range (z)"
              onClick={widen}
            >
              Zoom out
            </button>
          )}
        </>
      )}
    </>
  )
}

function InstantField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}) {
  return (
    <label className="field">
      {label}
      <input
        key={value}
        type="datetime-local"
        step="0.001"
        defaultValue={toLocalField(value)}
        onBlur={(event) => {
          const text = event.target.value
          const next = text === '' ? undefined : new Date(text).toISOString()
          if (toLocalField(next) !== toLocalField(value)) onChange(next)
        }}
      />
    </label>
  )
}

function toLocalField(iso: string | undefined): string {
  const date = new Date(iso ?? Number.NaN)
  if (Number.isNaN(date.getTime())) return ''
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local
    .toISOString()
    .slice(0, 23)
    .replace(/\.000$/, '')
}
