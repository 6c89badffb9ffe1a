import { createHash } from 'node:crypto'
import {
  minutesPerDay,
  minutesPerHour,
  type SampleActivity,
  type SampleData,
  type SampleReply,
} from './sample.ts'

const people = [
  ['ada', 'Ada Okafor'],
  ['bruno', 'Bruno Keller'],
  ['chiyo', 'Chiyo Tanabe'],
  ['dario', 'Dario Conti'],
  ['elif', 'Elif Yalçın'],
  ['freya', 'Freya Lindqvist'],
  ['gus', 'Gus Moreau'],
  ['hana', 'Hana Novák'],
  ['imran', 'Imran Siddiqui'],
  ['juno', 'Juno Park'],
  ['kofi', 'Kofi Mensah'],
  ['lucia', 'Lucía Prieto'],
] as const

const subjects = [
  'The deploy',
  'My first trace',
  'That flaky test',
  'The new dashboard',
  'Our oldest queue',
  'The migration',
  'This heatmap',
  'The retry loop',
]

const verdicts = [
  'went through on the first try',
  'was slower than I said it would be',
  'taught me more than the manual did',
  'is fine now, it was the clock',
  'needs a second pair of eyes',
  'finally has a name that says what it does',
  'ran all night and nobody noticed',
  'looks obvious once you see it',
]

const answers = [
  'Same here.',
  'Show us the trace?',
  'Worth a write-up!',
  'I would not have looked there.',
  'How long did it take to find?',
]

const lifetimesDays = [0.125, 0.5, 3, 7, 30, 30, 365]
const activityCount = 240

/** Some lifetimes are a year, so that an old data folder still has live activities. */
export function generateActivities(): SampleData {
  const random = createRandom(20_231_115)
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
  const text = (index: number) => `${pick(subjects)} ${pick(verdicts)}. #${index + 1}`

  const activities: SampleActivity[] = Array.from({ length: activityCount }, (_, index) => ({
    uuid: uuidOf(`activity ${index}`),
    handle: pick(people)[0],
    message: text(index),
    // Most are recent, as on a timeline in use.
    ageMinutes: 3 + Math.floor(random() ** 2 * 25 * minutesPerDay),
    lifetimeMinutes: Math.floor(pick(lifetimesDays) * minutesPerDay),
    likes: Math.floor(random() ** 3 * 40),
    reposts: Math.floor(random() ** 4 * 12),
  }))
  const replies: SampleReply[] = activities.flatMap((activity, index) =>
    Array.from({ length: Math.floor(random() ** 3 * 6) }, (_, place) => ({
      uuid: uuidOf(`reply ${index} ${place}`),
      activityUuid: activity.uuid,
      handle: pick(people)[0],
      message: pick(answers),
      ageMinutes: Math.max(1, activity.ageMinutes - Math.floor(random() * 5 * minutesPerHour)),
      likes: Math.floor(random() * 4),
      reposts: 0,
    })),
  )
  return {
    people: people.map(([handle, displayName]) => ({ handle, displayName })),
    activities,
    replies,
  }
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`cruddur sample ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Deterministic random numbers between 0 and 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
