import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { buildGo, goVersions } from '../support/toolchains.ts'

const module = 'github.com/rhysd/actionlint'
const workflows = join(import.meta.dirname, '../../.github/workflows')

export const actionlint: Case = {
  name: 'actionlint',
  role: 'judge of the workflows of GitHub Actions',
  needs: ['go'],
  programs: goVersions('actionlint', module),
  async run({ processes, passed }) {
    const program = buildGo('actionlint', `${module}/cmd/actionlint`)
    const files = readdirSync(workflows).map((name) => join(workflows, name))
    await processes.run(program, ['-no-color', ...files])
    passed(`${files.length} workflows without a finding`)
  },
}
