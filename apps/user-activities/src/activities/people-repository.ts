import type { Pool } from '@cruddur/postgres'
import type { Person } from './person.ts'

export type PeopleRepository = ReturnType<typeof createPeopleRepository>

/** Creates people. Handles are unique regardless of case. */
export function createPeopleRepository(pool: Pick<Pool, 'query'>) {
  return {
    /** @returns undefined when the handle is taken */
    async add({ handle, display_name }: Person): Promise<Person | undefined> {
      const { rows } = await pool.query<Person>(
        `insert into people (handle, display_name) values ($1, $2)
         on conflict do nothing
         returning handle, display_name`,
        [handle, display_name],
      )
      return rows[0]
    },
  }
}
