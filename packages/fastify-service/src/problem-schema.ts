import { Type } from './schema.ts'

/** Schema of every error body, for the `response` part of a route's schema. */
export const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    instance: Type.Optional(
      Type.String({ description: 'The path; absent for a request that cannot be parsed' }),
    ),
    trace_id: Type.Optional(
      Type.String({ description: 'Trace ID; include it when you report the problem' }),
    ),
    errors: Type.Optional(
      Type.Array(Type.Object({ in: Type.String(), detail: Type.String() }), {
        description: 'Each invalid value of the request, and what is allowed',
      }),
    ),
  },
  { description: 'Problem details (RFC 9457)' },
)
