// Reports messages of each level and exceptions with Rollbar's server SDK.
const Rollbar = require('rollbar')

const rollbar = new Rollbar({
  accessToken: 'local',
  endpoint: process.argv[2],
  environment: 'interop',
  codeVersion: '1.2.3',
})

for (const level of ['debug', 'info', 'warning', 'error', 'critical'])
  rollbar[level](`${level} message`, { order: { items: 3 } })

function fail() {
  throw new TypeError('no such item', { cause: new Error('empty store') })
}
for (let count = 0; count < 2; count++)
  try {
    fail()
  } catch (error) {
    const request = {
      method: 'GET',
      url: '/orders?password=hunter2',
      headers: { host: 'shop.example' },
    }
    rollbar.error(error, request)
  }

rollbar.wait(() => process.stdout.write('delivered\n'))
