import type { FastifyRequest } from 'fastify'
import type { PeopleRepository } from '../activities/people-repository.ts'
import { demoAuthor, type Person } from '../activities/person.ts'

/** Returns the author of a POST. */
export type FindAuthor = (request: FastifyRequest) => Promise<Pick<Person, 'handle'>>

/** Without authentication: the handle in the body, else the demo author, who is created when needed. */
export function createFindAuthor(people: PeopleRepository): FindAuthor {
  let hasDemoAuthor = false
  return async ({ body }) => {
    const { handle } = body as { handle?: string }
    if (handle !== undefined) return { handle }
    if (!hasDemoAuthor) await people.add(demoAuthor)
    hasDemoAuthor = true
    return demoAuthor
  }
}
