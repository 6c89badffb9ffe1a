import { useState } from 'react'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { formatSeconds, parseIsoText, toIsoText } from '../time/format-time.ts'
import type { UrlTime } from '../time/url-time.ts'
import { zoomOut } from '../time/zoom.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'

const CUSTOM = 'custom'
const FIXED = 'fixed'
const ZOOM_OUT = 'zoom-out'
const ANY = { value: '', label: 'Any time' }
const RANGES = [
  { value: '5m', label: 'Last 5 minutes' },
  { value: '15m', label: 'Last 15 minutes' },
  { value: '1h', label: 'Last hour' },
  { value: '6h', label: 'Last 6 hours' },
  { value: '1d', label: 'Last day' },
  { value: '7d', label: 'Last 7 days' },
  { value: CUSTOM, label: 'Custom range' },
]

/**
 * A relative time range, or a start and an end. These are an option, so that other fields keep their places when a
 * chart is zoomed; their ISO 8601 fields are shown on demand.
 */
export function TimeRangeField({
  search,
  bounded = false,
  onChange,
}: {
  readonly search: UrlTime
  /** The page does not show all data at once. */
  readonly bounded?: boolean
  readonly onChange: (changes: Record<'since' | 'start' | 'end', string | undefined>) => void
}) {
  const [choosing, setChoosing] = useState(false)
  const { since = '', start, end } = search
  const isFixed = start !== undefined || end !== undefined
  const widen = () => {
    const wider = zoomOut(search, Date.now(), bounded)
    if (wider !== undefined) onChange(wider)
  }
  useShortcuts({ z: widen })
  const ranges = [
    ...(isFixed ? [{ value: FIXED, label: describeRange(start, end) }] : []),
    ...(start === undefined ? [] : [{ value: ZOOM_OUT, label: 'Zoom out (z)' }]),
    ...(bounded ? [] : [ANY]),
    ...RANGES,
    ...(since === '' || RANGES.some(({ value }) => value === since)
      ? []
      : [{ value: since, label: `Last ${since}` }]),
  ]
  return (
    <>
      <Select
        label="Time"
        value={choosing ? CUSTOM : isFixed ? FIXED : since}
        options={ranges}
        onChoose={(value) => {
          setChoosing(value === CUSTOM)
          if (value === ZOOM_OUT) widen()
          else if (value !== CUSTOM && value !== FIXED)
            onChange({ since: value, start: undefined, end: undefined })
        }}
      />
      {choosing && (
        <>
          <InstantField
            label="From"
            value={start}
            onChange={(value) => onChange({ start: value, end, since: undefined })}
          />
          <InstantField
            label="To"
            value={end}
            onChange={(value) => onChange({ start, end: value, since: undefined })}
          />
          {start !== undefined && (
            <Button title="Show three times the time range (z)" onClick={widen}>
              Zoom out
            </Button>
          )}
        </>
      )}
    </>
  )
}

function describeRange(start: string | undefined, end: string | undefined): string {
  const at = (iso: string) =>
    formatSeconds(`${BigInt(Date.parse(iso)) * 1_000_000n}`).replace(/(?<=:\d\d):00$/, '')
  const [from, to] = [start, end].map((iso) =>
    iso === undefined || Number.isNaN(Date.parse(iso)) ? iso : at(iso),
  )
  if (from === undefined) return `Until ${to}`
  if (to === undefined) return `Since ${from}`
  const [day = '', clock] = from.split(' ')
  const isOneDay = clock !== undefined && to.startsWith(day)
  return `${from} – ${isOneDay ? to.slice(day.length + 1) : to}`
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
  const millis = Date.parse(value ?? '')
  return (
    <TextField
      label={label}
      wide
      value={Number.isNaN(millis) ? '' : toIsoText(millis)}
      placeholder="2026-01-31T12:00:00"
      pattern="\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.]\d{1,9})?)?(Z|[+\-]\d\d:?\d\d)?)?"
      title="ISO 8601 date or time, such as 2026-01-31T12:00:00Z; without an offset in the selected time zone"
      onCommit={(text) => {
        const next = parseIsoText(text)
        if (text === '') onChange(undefined)
        else if (!Number.isNaN(next)) onChange(new Date(next).toISOString())
      }}
    />
  )
}
