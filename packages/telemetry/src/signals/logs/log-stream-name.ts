import type { ServiceIdentity } from '../../config/service-identity.ts'

/** `service/instance/2026-11-22`: unique to a process and sorted by service. */
export function logStreamName({ name, instanceId }: ServiceIdentity, now = new Date()): string {
  const ends = `/${instanceId}/${now.toISOString().slice(0, 10)}`
  // A log stream name has at most 512 characters and neither a colon nor an asterisk.
  return `${name.slice(0, 512 - ends.length)}${ends}`.replaceAll(/[:*]/g, '-').slice(-512)
}
