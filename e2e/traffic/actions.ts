import { handles } from './create-people.ts'
import type { Random } from './random.ts'

export interface Targets {
  readonly homeUrl: string
  readonly userUrl: string
}

/** A kind of request. */
export interface Action {
  readonly name: string
  /** Relative frequency. */
  readonly weight: number
  request(targets: Targets, random: Random, known: KnownActivities): TrafficRequest
}

export interface TrafficRequest {
  readonly url: string
  readonly body?: unknown
  /** Sent unchanged, for a body that is not JSON. */
  readonly rawBody?: string
  /** The client disconnects after this time. */
  readonly leaveAfterMillis?: number
}

/** Activities seen in responses, to read and reply to. */
export interface KnownActivities {
  pick(random: Random): string | undefined
}

const messages = [
  'Deployed on a Friday.',
  'Who owns this queue?',
  'The trace shows it all.',
  'Tea?',
]
const timesToLive = ['30-days', '7-days', '1-day', '3-hours', '1-hour']
const nowhere = '00000000-0000-4000-8000-000000000000'

const anActivity = (random: Random, known: KnownActivities) => known.pick(random) ?? nowhere

/** Mostly reads, some writes, some invalid requests. */
export const actions: readonly Action[] = [
  {
    name: 'read home',
    weight: 40,
    request: ({ homeUrl }) => ({ url: `${homeUrl}/api/activities/home` }),
  },
  {
    name: 'read home, large page',
    weight: 6,
    request: ({ homeUrl }) => ({ url: `${homeUrl}/api/activities/home?limit=100` }),
  },
  {
    name: 'read a person',
    weight: 18,
    request: ({ userUrl }, random) => ({
      url: `${userUrl}/api/activities/@${encodeURIComponent(random.pick(handles))}`,
    }),
  },
  {
    name: 'read an activity',
    weight: 10,
    request: ({ userUrl }, random, known) => ({
      url: `${userUrl}/api/activities/${anActivity(random, known)}`,
    }),
  },
  {
    name: 'post',
    weight: 8,
    request: ({ userUrl }, random) => ({
      url: `${userUrl}/api/activities`,
      body: {
        handle: random.pick(handles),
        message: random.pick(messages),
        ttl: random.pick(timesToLive),
      },
    }),
  },
  {
    name: 'reply',
    weight: 6,
    request: ({ userUrl }, random, known) => ({
      url: `${userUrl}/api/activities/${anActivity(random, known)}/reply`,
      body: { handle: random.pick(handles), message: random.pick(messages) },
    }),
  },
  {
    name: 'unknown handle',
    weight: 3,
    request: ({ userUrl }) => ({ url: `${userUrl}/api/activities/@unknown` }),
  },
  {
    name: 'blank handle',
    weight: 1,
    request: ({ userUrl }) => ({ url: `${userUrl}/api/activities/@%20` }),
  },
  {
    name: 'bad query',
    weight: 2,
    request: ({ homeUrl }) => ({ url: `${homeUrl}/api/activities/home?limit=1000` }),
  },
  {
    name: 'bad body',
    weight: 2,
    request: ({ userUrl }) => ({ url: `${userUrl}/api/activities`, rawBody: '{"handle": "worf",' }),
  },
  {
    name: 'impatient client',
    weight: 2,
    request: ({ homeUrl }) => ({
      url: `${homeUrl}/api/activities/home?limit=100`,
      leaveAfterMillis: 2,
    }),
  },
  {
    name: 'slow statement',
    weight: 0.5,
    request: ({ userUrl }, random) => ({
      url: `${userUrl}/faults/slow?seconds=${(0.3 + random.next() / 2).toFixed(2)}`,
    }),
  },
  {
    name: 'failing statement',
    weight: 1,
    request: ({ userUrl }) => ({ url: `${userUrl}/faults/error` }),
  },
]
