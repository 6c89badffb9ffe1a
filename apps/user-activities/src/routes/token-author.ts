import { ProblemError } from '@cruddur/fastify-service'
import { trace } from '@opentelemetry/api'
import type { FastifyRequest } from 'fastify'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import type { PeopleRepository } from '../activities/people-repository.ts'
import type { Person } from '../activities/person.ts'
import type { AuthConfig } from '../config.ts'
import type { FindAuthor } from './find-author.ts'

const maxHandle = 40
const maxDisplayName = 80
const maxKnown = 10_000

/** With authentication: the subject of the bearer token, who is created with the first post. */
export function createTokenAuthor(config: AuthConfig, people: PeopleRepository): FindAuthor {
  const { jwksUrl, issuer, audience } = config
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2_000 })
  const known = new Set<string>()

  return async (request) => {
    const person = toPerson(await verify(request))
    trace.getActiveSpan()?.setAttribute('enduser.id', person.handle)
    request.telemetry.setPerson({ id: person.handle, username: person.display_name })
    const { handle = person.handle } = request.body as { handle?: string }
    if (handle !== person.handle)
      throw new ProblemError({
        status: 403,
        code: 'NOT_THE_AUTHOR',
        detail: 'The handle must be the subject of the token, or absent',
      })
    if (!known.has(handle)) await people.add(person)
    if (known.size >= maxKnown) known.clear()
    known.add(handle)
    return person
  }

  async function verify({ headers }: FastifyRequest): Promise<JWTPayload> {
    const [, token] = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '') ?? []
    if (token === undefined) throw unauthorized('The request needs a bearer token')
    try {
      const options = { ...(issuer && { issuer }), ...(audience && { audience }) }
      return (await jwtVerify(token, keys, options)).payload
    } catch (cause) {
      if (isKeySetUnavailable(cause))
        throw new ProblemError({
          status: 503,
          code: 'KEYS_UNAVAILABLE',
          detail: 'The token cannot be verified; try again later',
          retryAfterSeconds: 5,
          cause,
        })
      throw unauthorized('The token is invalid or expired', cause)
    }
  }
}

function toPerson({ sub, ...claims }: JWTPayload): Person {
  if (!sub || sub.length > maxHandle)
    throw unauthorized(`The subject of the token must have 1 to ${maxHandle} characters`)
  const names = [claims.name, claims.preferred_username, claims['cognito:username'], sub]
  const name = names.find((each) => typeof each === 'string' && each.trim() !== '') as string
  return { handle: sub, display_name: name.slice(0, maxDisplayName) }
}

/** Everything else that jose throws means that the token is not valid. */
const isKeySetUnavailable = (error: unknown) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  !(error instanceof errors.JOSEError) ||
  error.code === 'ERR_JOSE_GENERIC'

const unauthorized = (detail: string, cause?: unknown) =>
  new ProblemError({ status: 401, code: 'TOKEN_INVALID', detail, cause })
