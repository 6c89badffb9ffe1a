import { serviceColor } from '../ui/colors.ts'
import { Swatch } from '../ui/swatch.tsx'

/** The name of a service after a dot in its color. */
export function ServiceMark({ service }: { readonly service: string }) {
  return (
    <Swatch color={serviceColor(service)} title={service}>
      {service}
    </Swatch>
  )
}
