import type { Activity } from './activity.ts'

/** A position in the list of activities, newest first. */
export interface Cursor {
  readonly createdAt: string
  readonly uuid: string
}

const form =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Formats a cursor without characters that a URL would escape. */
export function formatCursor({ created_at, uuid }: Pick<Activity, 'created_at' | 'uuid'>): string {
  return `${created_at.replace('+00:00', 'Z')}_${uuid}`
}

/** @returns undefined for an invalid cursor */
export function parseCursor(text: string): Cursor | undefined {
  const [, createdAt, uuid] = form.exec(text) ?? []
  if (!createdAt || !uuid || Number.isNaN(Date.parse(createdAt))) return undefined
  return { createdAt, uuid }
}
