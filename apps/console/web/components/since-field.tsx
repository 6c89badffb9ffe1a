import { Select } from '../ui/select.tsx'

export const DEFAULT_SINCE = '1h'
const RANGES = [
  { value: '5m', label: 'Last 5 minutes' },
  { value: '15m', label: 'Last 15 minutes' },
  { value: DEFAULT_SINCE, label: 'Last hour' },
  { value: '1d', label: 'Last day' },
  { value: '7d', label: 'Last 7 days' },
]

/** Time range up to now, for pages that summarize. */
export function SinceField({
  value,
  onChoose,
}: {
  readonly value: string
  readonly onChoose: (since: string) => void
}) {
  const isKnown = RANGES.some((range) => range.value === value)
  return (
    <Select
      label="Time"
      value={value}
      options={isKnown ? RANGES : [...RANGES, { value, label: `Last ${value}` }]}
      onChoose={onChoose}
    />
  )
}
