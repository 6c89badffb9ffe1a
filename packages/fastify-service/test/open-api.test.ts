import { describe, expect, it } from 'vitest'
import { startService } from './support/build-service.ts'

describe('OpenAPI', () => {
  it('describes the routes of the service and omits internal routes', async () => {
    const { get } = await startService()
    const document = (await (await get('/openapi.json')).json()) as {
      openapi: string
      info: { title: string }
      paths: Record<string, unknown>
    }
    expect(document.openapi).toBe('3.1.0')
    expect(document.info.title).toBe('sample')
    expect(Object.keys(document.paths)).toContain('/things')
    const kinds = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods as Record<string, { responses: object }>))
      .flatMap(({ responses }) => Object.entries(responses))
      .filter(([status]) => /^[45]/.test(status))
      .map(([, { content }]) => Object.keys(content))
    expect(kinds).toEqual([['application/problem+json']])
    expect(Object.keys(document.paths).filter((path) => /docs|health|openapi/.test(path))).toEqual(
      [],
    )
  })

  it('describes parameters with a default as optional', async () => {
    const { get } = await startService()
    const { paths } = (await (await get('/openapi.json')).json()) as {
      paths: Record<string, { get: { parameters: { name: string; required: boolean }[] } }>
    }
    const limit = paths['/things']?.get.parameters.find(({ name }) => name === 'limit')
    expect(limit?.required).toBe(false)
  })

  it('serves Swagger UI with a policy that allows only its own assets', async () => {
    const { get } = await startService()
    const page = await get('/docs')
    expect(page.status).toBe(200)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('http')
    const html = await page.text()
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    for (const [, source] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await get(new URL(source ?? '', page.url).pathname)
      expect(asset.status, source).toBe(200)
      await asset.arrayBuffer()
    }
  })
})
