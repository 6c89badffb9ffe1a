import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

const run = promisify(execFile)
const require = createRequire(import.meta.url)
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

interface Resource {
  readonly apiVersion: string
  readonly kind: string
  // biome-ignore lint/suspicious/noExplicitAny: what a resource holds is what the tests are about
  readonly [field: string]: any
}

async function render(overlay: string): Promise<Resource[]> {
  const kustomize = require.resolve('kustomize/run.js')
  const { stdout } = await run(process.execPath, [
    kustomize,
    'build',
    at(`../kubernetes/${overlay}`),
  ])
  return parseAllDocuments(stdout).map((document) => document.toJS())
}

const variables = await readFile(at('../../docs/environment-variables.md'), 'utf8')
const dockerfile = await readFile(at('../../Dockerfile'), 'utf8')

describe.each(['home-activities', 'user-activities'])('%s', async (name) => {
  const resources = await render(name)
  const of = (kind: string) => {
    const found = resources.find((resource) => resource.kind === kind)
    if (!found) throw new Error(`no ${kind}`)
    return found
  }
  const pod = of('Deployment').spec.template.spec
  const [container] = pod.containers

  test.each(resources.map((resource) => [resource.kind, resource] as const))(
    '%s is of the published schema',
    async (kind, resource) => {
      const [group, version = ''] = resource.apiVersion.includes('/')
        ? resource.apiVersion.split('/')
        : ['', resource.apiVersion]
      const path = ['kubernetes-models', group, version].filter(Boolean).join('/')
      const models = await import(path)
      expect(() => new models[kind](resource).validate()).not.toThrow()
    },
  )

  test('a field that the schema does not know would be found', async () => {
    const path = 'kubernetes-models/apps/v1'
    const { Deployment } = await import(path)
    const wrong = structuredClone(of('Deployment'))
    wrong.spec.template.spec.containers[0].ports[0].containerPort = 'http'
    expect(() => new Deployment(wrong).validate()).toThrow()
  })

  test('has what one service needs', () => {
    expect(resources.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'ServiceAccount',
        'ConfigMap',
        'Deployment',
        'Service',
        'HorizontalPodAutoscaler',
        'PodDisruptionBudget',
        'NetworkPolicy',
      ]),
    )
    for (const { metadata } of resources) expect(metadata.name).toMatch(new RegExp(`^${name}-`))
  })

  test('every container is shut in: no root, no writing, no privileges', () => {
    const pods = resources.flatMap(({ kind, spec }) =>
      kind === 'Deployment' || kind === 'Job' ? [spec.template.spec] : [],
    )
    for (const each of pods) {
      expect(each.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(each.automountServiceAccountToken).toBe(false)
      for (const { securityContext, resources: limits } of each.containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(limits.requests).toHaveProperty('cpu')
        expect(limits.limits).toHaveProperty('memory')
      }
    }
  })

  test('is probed at the paths that it has, on the port that it opens', () => {
    expect(container.startupProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' })
    const port = container.env.find((entry: { name: string }) => entry.name === 'PORT').value
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(port) }])
    expect(dockerfile).toContain(`ENV PORT=${port}`)
  })

  test('is given time to close: drain within shutdown within the grace period', () => {
    const millis = (variable: string) =>
      Number(container.env.find((entry: { name: string }) => entry.name === variable).value)
    expect(millis('SHUTDOWN_DRAIN_MILLIS')).toBeLessThan(millis('SHUTDOWN_TIMEOUT_MILLIS'))
    expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(
      millis('SHUTDOWN_TIMEOUT_MILLIS'),
    )
  })

  test('sets only variables that are documented', () => {
    const set = [
      ...container.env.map((entry: { name: string }) => entry.name),
      ...Object.keys(of('ConfigMap').data),
    ].filter((variable) => variable !== 'NODE_IP')
    for (const variable of set) expect(variables).toContain(`\`${variable}\``)
  })

  test('holds no secret, only references', () => {
    expect(resources.map(({ kind }) => kind)).not.toContain('Secret')
    for (const variable of ['DATABASE_URL', 'ROLLBAR_ACCESS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS'])
      expect(of('ConfigMap').data).not.toHaveProperty(variable)
  })

  test('the Service, the budget and the autoscaler mean the Deployment', () => {
    const { labels } = of('Deployment').spec.template.metadata
    expect(labels).toMatchObject(of('Service').spec.selector)
    expect(labels).toMatchObject(of('PodDisruptionBudget').spec.selector.matchLabels)
    expect(labels).toMatchObject(of('NetworkPolicy').spec.podSelector.matchLabels)
    expect(of('HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe(
      of('Deployment').metadata.name,
    )
    expect(of('HorizontalPodAutoscaler').spec.minReplicas).toBeGreaterThan(1)
  })
})

test("home asks for user-activities by the name of the other overlay's Service", async () => {
  const home = await render('home-activities')
  const user = await render('user-activities')
  const deployment = home.find(({ kind }) => kind === 'Deployment')
  const service = user.find(({ kind }) => kind === 'Service')
  expect(deployment?.spec.template.spec.containers[0].env).toContainEqual({
    name: 'USER_ACTIVITIES_URL',
    value: `http://${service?.metadata.name}`,
  })
})

test('the migration is a Job of the same image, and no request is sent to it', async () => {
  const resources = await render('user-activities')
  const of = (kind: string) => resources.find((resource) => resource.kind === kind)
  const job = of('Job')?.spec.template
  const server = of('Deployment')?.spec.template
  expect(job.spec.containers[0].image).toBe(server.spec.containers[0].image)
  expect(job.spec.containers[0].args.at(-1)).toBe('dist/migrate.js')
  const selector = of('Service')?.spec.selector
  expect(job.metadata.labels).not.toMatchObject(selector)
})
