import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { services as declared } from '../../scripts/services.ts'

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

describe.each(declared.map(({ name }) => name))('%s', async (name) => {
  const resources = await render(name)
  const of = (kind: string) => {
    const found = resources.find((resource) => resource.kind === kind)
    if (!found) throw new Error(`no ${kind}`)
    return found
  }
  const pod = of('Deployment').spec.template.spec
  const [container] = pod.containers

  test.each(resources.map((resource) => [resource.kind, resource] as const))(
    '%s conforms to the published schema',
    async (kind, resource) => {
      const [group, version = ''] = resource.apiVersion.includes('/')
        ? resource.apiVersion.split('/')
        : ['', resource.apiVersion]
      const path = ['kubernetes-models', group, version].filter(Boolean).join('/')
      const models = await import(path)
      expect(() => new models[kind](resource).validate()).not.toThrow()
    },
  )

  test('the schema rejects an invalid field', async () => {
    const path = 'kubernetes-models/apps/v1'
    const { Deployment } = await import(path)
    const wrong = structuredClone(of('Deployment'))
    wrong.spec.template.spec.containers[0].ports[0].containerPort = 'http'
    expect(() => new Deployment(wrong).validate()).toThrow()
  })

  test('has the resources of a service', () => {
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

  test('every container runs without root, a writable file system and privileges', () => {
    const pods = resources.flatMap(({ kind, spec }) =>
      kind === 'Deployment' ? [spec.template.spec] : [],
    )
    for (const each of pods) {
      expect(each.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(each.automountServiceAccountToken).toBe(false)
      for (const { securityContext, resources: limits } of [
        ...each.containers,
        ...(each.initContainers ?? []),
      ]) {
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

  test('is probed at its health routes on its port', () => {
    expect(container.startupProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' })
    const port = container.env.find((entry: { name: string }) => entry.name === 'PORT').value
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(port) }])
    expect(dockerfile).toContain(`ENV PORT=${port}`)
  })

  test('the drain ends before the shutdown timeout, which ends before the grace period', () => {
    const millis = (variable: string) =>
      Number(container.env.find((entry: { name: string }) => entry.name === variable).value)
    expect(millis('SHUTDOWN_DRAIN_MILLIS')).toBeLessThan(millis('SHUTDOWN_TIMEOUT_MILLIS'))
    expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(
      millis('SHUTDOWN_TIMEOUT_MILLIS'),
    )
  })

  test('sets only documented variables', () => {
    const set = [
      ...container.env.map((entry: { name: string }) => entry.name),
      ...Object.keys(of('ConfigMap').data),
    ].filter((variable) => variable !== 'NODE_IP')
    for (const variable of set) expect(variables).toContain(`\`${variable}\``)
  })

  test('reaches the credentials of EKS Pod Identity, and a daemon on an IPv6 node', () => {
    const { egress } = of('NetworkPolicy').spec
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '169.254.170.23/32' } }, { ipBlock: { cidr: 'fd00:ec2::23/128' } }],
      ports: [{ protocol: 'TCP', port: 80 }],
    })
    expect(container.env).toContainEqual({
      name: 'AWS_XRAY_DAEMON_ADDRESS',
      value: '[$(NODE_IP)]:2000',
    })
  })

  test('trusts the ingress controller and may pull from a private registry', () => {
    expect(of('ConfigMap').data.TRUST_PROXY_HOPS).toBe('1')
    expect(of('ServiceAccount').imagePullSecrets).toEqual([{ name: 'registry' }])
  })

  test('contains references to secrets only', () => {
    expect(resources.map(({ kind }) => kind)).not.toContain('Secret')
    for (const variable of ['DATABASE_URL', 'ROLLBAR_ACCESS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS'])
      expect(of('ConfigMap').data).not.toHaveProperty(variable)
  })

  test('the Service, the budget and the autoscaler select the Deployment', () => {
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

test('home-activities calls the Service of user-activities', async () => {
  const home = await render('home-activities')
  const user = await render('user-activities')
  const deployment = home.find(({ kind }) => kind === 'Deployment')
  const service = user.find(({ kind }) => kind === 'Service')
  expect(deployment?.spec.template.spec.containers[0].env).toContainEqual({
    name: 'USER_ACTIVITIES_URL',
    value: `http://${service?.metadata.name}`,
  })
})

test('the migration runs in the image of the service before it starts', async () => {
  const resources = await render('user-activities')
  const pod = resources.find(({ kind }) => kind === 'Deployment')?.spec.template.spec
  const [migration] = pod.initContainers
  expect(migration.args.at(-1)).toBe('dist/migrate.js')
  expect(migration.image).toBe(pod.containers[0].image)
  for (const variable of migration.env) expect(pod.containers[0].env).toContainEqual(variable)
})

const selects = ({ matchLabels = {}, matchExpressions = [] }, labels: Record<string, string>) =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
  matchExpressions.every(({ key, operator, values }: Expression) => {
    expect(operator).toBe('In')
    return values.includes(labels[key] ?? '')
  })

interface Expression {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
}

test('an enforcing network plugin lets home-activities call user-activities', async () => {
  const [home, user] = await Promise.all([render('home-activities'), render('user-activities')])
  const of = (resources: Resource[], kind: string) =>
    resources.find((resource) => resource.kind === kind)
  const callee = of(user, 'Deployment')?.spec.template
  const [{ containerPort: port }] = callee.spec.containers[0].ports
  const egress = of(home, 'NetworkPolicy')?.spec.egress.find(
    ({ to }: Resource) => to?.[0].podSelector !== undefined,
  )
  expect(selects(egress.to[0].podSelector, callee.metadata.labels)).toBe(true)
  expect(egress.ports).toContainEqual({ protocol: 'TCP', port })
  const caller = of(home, 'Deployment')?.spec.template.metadata.labels
  const [ingress] = of(user, 'NetworkPolicy')?.spec.ingress ?? []
  expect(selects(ingress.from[0].podSelector, caller)).toBe(true)
})

test('the ingress has the rule of the gateway', async () => {
  const [ingress] = await render('ingress')
  const expected = declared.flatMap(({ name, paths }) =>
    paths.map((path) => [
      path.endsWith('*') ? 'Prefix' : 'Exact',
      path.replace(/\/\*$/, ''),
      `${name}-service`,
    ]),
  )
  const rules = ingress?.spec.rules[0].http.paths.map(({ path, pathType, backend }: Resource) => [
    pathType,
    path,
    backend.service.name,
  ])
  expect(rules.sort()).toEqual(expected.sort())
  const { Ingress } = await import('kubernetes-models/networking.k8s.io/v1')
  expect(() => new Ingress(ingress as never).validate()).not.toThrow()
})

test('the X-Ray daemon listens at the address of the node', async () => {
  const daemon = (await render('xray-daemon')).find(({ kind }) => kind === 'DaemonSet')
  const ports = daemon?.spec.template.spec.containers[0].ports
  expect(ports.map(({ hostPort, protocol }: Resource) => [hostPort, protocol])).toEqual([
    [2000, 'UDP'],
    [2000, 'TCP'],
  ])
})
