import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { PeopleRepository } from '../activities/people-repository.ts'
import { newPersonBody, personSchema, problems } from './activities/schemas.ts'

/** Creates people while no authentication is configured. */
export const people: FastifyPluginAsyncTypebox<{ people: PeopleRepository }> = async (
  app,
  options,
) => {
  app.post(
    '/api/people',
    {
      schema: {
        operationId: 'createPerson',
        summary: 'Create a person',
        tags: ['people'],
        body: newPersonBody,
        response: { 201: personSchema, ...problems },
      },
    },
    async (request, reply) => {
      const person = await options.people.add(request.body)
      if (person) {
        const path = `/api/activities/@${encodeURIComponent(person.handle)}`
        return reply.code(201).header('location', path).send(person)
      }
      throw new ProblemError({
        status: 409,
        code: 'HANDLE_TAKEN',
        detail: `The handle ${JSON.stringify(request.body.handle)} is taken`,
      })
    },
  )
}
