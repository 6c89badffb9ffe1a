import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { diag } from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { loadConfig } from '../../src/load-config.ts'
import { containerId, isEc2, kubernetesAttributes } from '../../src/signals/platform.ts'
import { createResource } from '../../src/signals/resource.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platform-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const identity = () =>
  loadConfig({ OTEL_SERVICE_NAME: 'home', OTEL_RESOURCE_ATTRIBUTES: 'team=a,host.name=b' }).service

describe('the resource', () => {
  it('identifies the service, the host, the process and the distribution', () => {
    const { attributes } = createResource(identity())
    expect(attributes).toMatchObject({
      'service.name': 'home',
      'service.version': '0.0.0',
      'service.instance.id': expect.any(String),
      'deployment.environment.name': 'development',
      'host.name': 'b',
      'host.arch': expect.any(String),
      'os.type': process.platform,
      'os.version': expect.any(String),
      'process.pid': process.pid,
      'process.executable.name': expect.any(String),
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.name': '@cruddur/telemetry',
      'telemetry.distro.name': '@cruddur/telemetry',
      'telemetry.distro.version': packageJson.version,
      team: 'a',
    })
    expect(Object.keys(attributes).filter((key) => /command|owner/.test(key))).toEqual([])
  })

  it('has the host name of the system by default', () => {
    expect(createResource(loadConfig({}).service).attributes['host.name']).toBe(hostname())
  })

  it('receives the attributes of ECS in the background', async () => {
    const arn = (rest: string) => `arn:aws:ecs:eu-central-1:123456789012:${rest}`
    const server = createServer(({ url }, response) =>
      response.end(
        JSON.stringify(
          url === '/task'
            ? {
                TaskARN: arn('task/cruddur/1'),
                Cluster: 'cruddur',
                Family: 'home',
                Revision: '3',
                LaunchType: 'FARGATE',
              }
            : { ContainerARN: arn('container/2') },
        ),
      ),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    vi.stubEnv('ECS_CONTAINER_METADATA_URI_V4', `http://127.0.0.1:${port}`)
    const logged: unknown[] = []
    const log = (...parts: unknown[]) => void logged.push(parts)
    diag.setLogger({ error: log, warn: log, info() {}, debug() {}, verbose() {} })
    onTestFinished(() => diag.disable())
    const resource = createResource(identity())
    expect(resource.attributes).toMatchObject({ 'service.name': 'home' })
    await expect
      .poll(() => resource.attributes)
      .toMatchObject({
        'cloud.provider': 'aws',
        'cloud.platform': 'aws_ecs',
        'cloud.region': 'eu-central-1',
        'cloud.account.id': '123456789012',
        'aws.ecs.task.family': 'home',
        'aws.ecs.task.revision': '3',
        'aws.ecs.launchtype': 'fargate',
        'aws.ecs.cluster.arn': arn('cluster/cruddur'),
        'service.name': 'home',
      })
    expect(logged).toEqual([])
  })
})

it.each([
  ['Amazon EC2\n', true],
  ['ec2e1916-9099-7caf-fd21-012345abcdef', true],
  ['QEMU', false],
])('EC2 is detected by the vendor of the machine: %j', (text, expected) => {
  expect(isEc2([join(folder, 'missing'), write('sys_vendor', text)])).toBe(expected)
})

describe('the container ID', () => {
  const id = '0123456789abcdef'.repeat(4)

  it.each([
    ['mountinfo', `1 2 0:3 /var/lib/docker/containers/${id}/hostname /etc/hostname rw`],
    ['cgroup', `12:cpu:/docker/${id}\n`],
    ['cgroup', `0::/kubepods.slice/pod1.slice/cri-containerd-${id}.scope\n`],
    ['cgroup', `9:memory:/ecs/task/${id}\n`],
  ])('is read from %s: %s', (name, text) => {
    write(name, `1:name=systemd:/\n${text}`)
    expect(containerId(folder)).toBe(id)
  })

  it('is unknown outside a container', () => {
    write('mountinfo', '1 2 0:3 / / rw')
    write('cgroup', '0::/user.slice/session-1.scope\n')
    expect(containerId(folder)).toBeUndefined()
  })
})

it('the pod is known from the environment and the service account', () => {
  const file = write('namespace', 'shop\n')
  const environment = { KUBERNETES_SERVICE_HOST: '10.0.0.1', HOSTNAME: 'home-7d9f-abc' }
  expect(kubernetesAttributes(environment, file)).toEqual({
    'k8s.pod.name': 'home-7d9f-abc',
    'k8s.namespace.name': 'shop',
  })
  expect(kubernetesAttributes({ HOSTNAME: 'laptop' }, file)).toEqual({})
})
