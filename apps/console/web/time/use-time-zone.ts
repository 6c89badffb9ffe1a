import { writeSetting } from '../frame/stored-settings.ts'
import { useSetting } from '../frame/use-setting.ts'

/** The selected time zone and the switch between local time and UTC. */
export function useTimeZone(): { readonly label: string; toggle(): void } {
  const utc = useSetting('time-zone') === 'utc'
  return {
    label: utc ? 'UTC' : localZone(),
    toggle: () => writeSetting('time-zone', utc ? 'local' : 'utc'),
  }
}

/** `Local, UTC+1`; the name of the zone would not fit in the header. */
function localZone(): string {
  const minutes = -new Date().getTimezoneOffset()
  const hours = Math.trunc(minutes / 60)
  const rest = Math.abs(minutes % 60)
  const offset = rest === 0 ? `${hours}` : `${hours}:${rest.toString().padStart(2, '0')}`
  return minutes === 0 ? 'Local, UTC' : `Local, UTC${minutes > 0 ? '+' : ''}${offset}`
}
