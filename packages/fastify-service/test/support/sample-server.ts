import { setTimeout as sleep } from 'node:timers/promises'
import { readEnvironment } from '@cruddur/environment'
import Fastify from 'fastify'
import {
  folderIsWritable,
  health,
  problemDetails,
  serverConfig,
  serverVariables,
  startServer,
} from '../../src/index.ts'

// A sample service that the tests start as a process.
const print = (line: string) => process.stdout.write(`${line}\n`)
const folder = process.env.DATA_FOLDER

await startServer({
  name: 'sample',
  load: () => serverConfig(readEnvironment(serverVariables({ port: 0 }), process.env)),
  ...(folder && { check: () => folderIsWritable('DATA_FOLDER', folder) }),
  build: async () => {
    const app = Fastify()
    await app.register(problemDetails)
    await app.register(health, { service: { name: 'sample', version: '0.0.0' } })
    app.get('/slow', async () => {
      print('slow request began')
      await sleep(500)
      return { slow: true }
    })
    app.get('/stuck', () => {
      print('stuck request began')
      return new Promise(() => undefined)
    })
    app.get('/crash', () => {
      setImmediate(() => {
        throw new Error('uncaught')
      })
      return new Promise(() => undefined)
    })
    app.addHook('onListen', async () => print(`listens ${app.listeningOrigin}`))
    return app
  },
  afterClose: async () => print('after close'),
})
