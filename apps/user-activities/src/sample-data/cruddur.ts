import { demoAuthor } from '../activities/person.ts'
import { minutesPerDay, minutesPerHour, type SampleData } from './sample.ts'

const cloudUuid = '68f126b0-1ceb-4a33-88be-d90fa7109eee'

/** The people and posts of the original Cruddur. */
export const cruddur: SampleData = {
  people: [
    { handle: demoAuthor.handle, displayName: demoAuthor.display_name },
    { handle: 'Andrew Brown', displayName: 'Andrew Brown' },
    { handle: 'Worf', displayName: 'Worf' },
    { handle: 'Garek', displayName: 'Garek' },
  ],
  activities: [
    {
      uuid: cloudUuid,
      handle: 'Andrew Brown',
      message: 'Cloud is very fun!',
      ageMinutes: 2 * minutesPerDay,
      lifetimeMinutes: 7 * minutesPerDay,
      likes: 5,
      reposts: 0,
    },
    {
      uuid: '66e12864-8c26-4c3a-9658-95a10f8fea67',
      handle: 'Worf',
      message: 'I am out of prune juice',
      ageMinutes: 7 * minutesPerDay,
      lifetimeMinutes: 16 * minutesPerDay,
      likes: 0,
      reposts: 0,
    },
    {
      uuid: '248959df-3079-4947-b847-9e0892d1bab4',
      handle: 'Garek',
      message: 'My dear doctor, I am just simple tailor',
      ageMinutes: minutesPerHour,
      lifetimeMinutes: 13 * minutesPerHour,
      likes: 0,
      reposts: 0,
    },
  ],
  replies: [
    {
      uuid: '26e12864-1c26-5c3a-9658-97a10f8fea67',
      activityUuid: cloudUuid,
      handle: 'Worf',
      message: 'This post has no honor!',
      ageMinutes: 2 * minutesPerDay,
      likes: 0,
      reposts: 0,
    },
  ],
}
