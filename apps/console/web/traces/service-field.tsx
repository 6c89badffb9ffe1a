import { useQuery } from '@tanstack/react-query'
import { servicesQuery } from '../api/queries.ts'
import { choices, Select } from '../ui/select.tsx'

/** Filter by service. */
export function ServiceField({
  value,
  onChoose,
}: {
  readonly value: string | undefined
  readonly onChoose: (service: string) => void
}) {
  const services = useQuery(servicesQuery).data?.services ?? []
  return (
    <Select
      label="Service"
      value={value ?? ''}
      options={choices('All services', services, value)}
      onChoose={onChoose}
    />
  )
}
