import { existsSync, rmSync } from 'node:fs'
import { holdsNetwork } from './stack/identity.ts'
import { runningProcess } from './stack/lock.ts'
import { stateDirOf } from './stack/root.ts'

const stateDir = stateDirOf(process.env)
const pid = runningProcess(stateDir)
if (pid !== undefined) {
  console.error(`Piwa runs as process ${pid}; stop it before you reset its state`)
  process.exit(1)
}
if (existsSync(stateDir) && !holdsNetwork(stateDir)) {
  console.error(`${stateDir} holds no Piwa network; nothing was removed`)
  process.exit(1)
}
rmSync(stateDir, { recursive: true, force: true })
console.info(`removed ${stateDir}`)
