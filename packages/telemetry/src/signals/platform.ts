import { readFileSync } from 'node:fs'

/** Files that identify the hypervisor without a network request. */
const vendorFiles = ['/sys/devices/virtual/dmi/id/sys_vendor', '/sys/hypervisor/uuid']

/** Checked without the metadata endpoint, which is slow or unreachable outside EC2. */
export function isEc2(files: readonly string[] = vendorFiles): boolean {
  return files.some((file) => /^(amazon ec2|ec2)/i.test(read(file)))
}

/** `/docker/containers/<id>/hostname` with cgroup v2, `/docker/<id>` or `docker-<id>.scope` with v1. */
const inMounts = /\/containers\/([0-9a-f]{64})\//
const inControlGroup = /[/-]([0-9a-f]{64})(?:\.scope)?$/m

/** The ID of the container that the process runs in. */
export function containerId(folder = '/proc/self'): string | undefined {
  const mounted = inMounts.exec(read(`${folder}/mountinfo`))
  return (mounted ?? inControlGroup.exec(read(`${folder}/cgroup`)))?.[1]
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Attributes of the pod as far as Kubernetes provides them to every container; undefined values outside Kubernetes. */
export function kubernetesAttributes(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  namespaceFile = `${serviceAccount}/namespace`,
): Record<string, string | undefined> {
  if (!environment.KUBERNETES_SERVICE_HOST) return {}
  return {
    'k8s.pod.name': environment.HOSTNAME || undefined,
    'k8s.namespace.name': read(namespaceFile).trim() || undefined,
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
