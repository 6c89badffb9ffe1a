import type { KnownActivities } from './actions.ts'

const maxKnown = 200

/** Collects the latest activities from responses. */
export function createKnownActivities(): KnownActivities & { learn(body: unknown): void } {
  const uuids: string[] = []
  return {
    learn(body) {
      for (const activity of Array.isArray(body) ? body : [body]) {
        const { uuid, expires_at } = (activity ?? {}) as { uuid?: unknown; expires_at?: unknown }
        if (typeof uuid === 'string' && expires_at) uuids.push(uuid)
      }
      uuids.splice(0, uuids.length - maxKnown)
    },
    pick: (random) => (uuids.length > 0 ? random.pick(uuids) : undefined),
  }
}
