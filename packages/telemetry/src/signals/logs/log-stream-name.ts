import type { ServiceIdentity } from '../../config/service-identity.ts'

/** `service/instance/2026-11-22`: of one process only, and sorted by service. */
export function logStreamName({ name, instanceId }: ServiceIdentity, now = new Date()): string {
  const ends = `/${instanceId}/${now.toISOString().slice(0, 10)}`
  // The service takes neither colon nor asterisk, and 512 characters.
  return `${name.slice(0, 512 - ends.length)}${ends}`.replaceAll(/[:*]/g, '-').slice(-512)
}
