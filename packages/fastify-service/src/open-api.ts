/// <reference types="@fastify/swagger" preserve="true" />
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { describeDefaults, describeProblems } from './describe-problems.ts'

export interface OpenApiOptions {
  readonly title: string
  readonly version: string
  readonly description: string
  /** Documents the scheme `bearer` for routes with `security: [{ bearer: [] }]`: where the token comes from. */
  readonly bearerToken?: string
}

const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Serves OpenAPI 3.1 at `/openapi.json` and Swagger UI at `/docs`. Register it before the routes. */
export const openApi = fp<OpenApiOptions>(
  async (app, { title, version, description, bearerToken }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title,
          version,
          description,
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        ...(bearerToken && {
          components: {
            securitySchemes: {
              bearer: { type: 'http', scheme: 'bearer', description: bearerToken },
            },
          },
        }),
      },
      transformObject: (described) => describeDefaults(describeProblems(described)),
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      indexPrefix: '',
      staticCSP: docsPolicy,
      // The badge of the public validator would send the URL of the document there.
      uiConfig: { validatorUrl: null },
    })
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  },
  { name: 'open-api', fastify: '5.x' },
)
