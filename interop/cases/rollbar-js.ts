import assert from 'node:assert/strict'
import type { ErrorItemList } from '../../apps/console/src/contract/errors.ts'
import type { Case } from '../support/case.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const rollbarJs: Case = {
  name: 'rollbar-js',
  role: 'sender of Rollbar items on a server',
  needs: ['npm'],
  programs: npmVersions('rollbar'),
  async run({ console, processes, passed }) {
    const stdout = await processes.run(
      process.execPath,
      ['rollbar-app.cjs', `${console.url}/api/1/item/`],
      { cwd: javascriptFolder },
    )
    assert.match(stdout, /^delivered$/m)
    const items = await until('six items', async () => {
      const list = await console.get<ErrorItemList>('errors')
      return list.items.length >= 6 && list.items
    })
    for (const level of ['debug', 'info', 'warning', 'error', 'critical']) {
      const item = items.find(({ title }) => title === `${level} message`)
      assert.equal(item?.level, level)
      assert.deepEqual(item?.environments, ['interop'])
      assert.deepEqual(item?.codeVersions, ['1.2.3'])
    }
    passed('A message of every level has its level, environment and code version')
    const exception = items.find(({ exceptionClass }) => exceptionClass === 'TypeError')
    assert.equal(exception?.title, 'TypeError: no such item')
    assert.equal(exception.occurrenceCount, 2)
    assert.match(exception.culprit, /rollbar-app\.cjs/)
    passed('Two equal exceptions are one item with its class, message and file')
    assert.equal(items.length, 6)
  },
}
