import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Case, CaseContext } from '../support/case.ts'
import { buildGo, goVersions, pythonVersions, venv } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const kustomize = 'sigs.k8s.io/kustomize/kustomize/v5'
const kubeconform = 'github.com/yannh/kubeconform'
const manifests = join(import.meta.dirname, '../../deploy/kubernetes')
const kubernetesVersions = ['v1.31.0', 'v1.37.0']

export const kubernetes: Case = {
  name: 'kubernetes',
  role: 'judges of the manifests in deploy/kubernetes',
  needs: ['go', 'python3'],
  programs: [
    ...goVersions('manifests', kubeconform, kustomize),
    ...pythonVersions('kubernetes-validate').map((program) => `${program} (the schemas)`),
  ],
  async run(context) {
    const files = await renderOverlays(context)
    context.passed(`kustomize renders ${files.length} overlays without a warning`)
    const { processes, folder, passed } = context
    const program = buildGo('manifests', `${kubeconform}/cmd/kubeconform`)
    for (const version of kubernetesVersions) {
      const location = await copySchemas(version, folder)
      const args = ['-strict', '-summary', '-schema-location', location, ...files]
      const summary = await processes.run(program, args)
      assert.match(summary, /Invalid: 0, Errors: 0, Skipped: 0/)
    }
    passed(`kubeconform: all resources are valid in ${kubernetesVersions.join(' and ')}, strict`)
  },
}

async function renderOverlays({ processes, folder }: CaseContext): Promise<string[]> {
  const program = buildGo('manifests', kustomize)
  const overlays = (await readdir(manifests)).filter((name) => name !== 'base')
  return Promise.all(
    overlays.map(async (overlay) => {
      const path = join(folder, `${overlay}.yaml`)
      const child = processes.start(program, ['build', join(manifests, overlay), '-o', path])
      await until(`${overlay} to render`, async () => child.hasEnded())
      assert.equal(child.output(), '')
      return path
    }),
  )
}

/** Copies the schemas with references that kubeconform can resolve. @returns its schema location */
async function copySchemas(version: string, folder: string): Promise<string> {
  const package_ = `${venv}/lib/python3*/site-packages/kubernetes_validate`
  const [source = ''] = globSync(`${package_}/kubernetes-json-schema/${version}-local-strict`)
  const target = join(folder, version)
  await mkdir(target)
  for (const name of await readdir(source)) {
    const { $id: _, ...schema } = JSON.parse(await readFile(join(source, name), 'utf8'))
    const text = JSON.stringify(schema).replaceAll('/api/_definitions.json', '_definitions.json')
    await writeFile(join(target, name), text)
  }
  return join(target, '{{.ResourceKind}}{{.KindSuffix}}.json')
}
