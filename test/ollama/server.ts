import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ollamaStatus } from '../../src/adapters/ollama-status.ts'

/** A server that the check has started. */
export interface OwnServer {
  /** host:port */
  readonly host: string
  /** Ends it and the runners that it has started, at once. */
  kill(): Promise<void>
}

/** The port of this machine that was free when asked. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('a socket without a port')
  return address.port
}

/**
 * Starts `ollama serve` and waits until it answers.
 *
 * @param program path of the ollama program
 * @param folder where its models, its keys and its log go; a later server may go on with them
 * @param slots calls that it works on at once
 */
export async function startServer(
  program: string,
  folder: string,
  port: number,
  slots: number,
): Promise<OwnServer> {
  mkdirSync(folder, { recursive: true })
  const host = `127.0.0.1:${port}`
  const logPath = join(folder, 'serve.log')
  const log = openSync(logPath, 'a')
  const settings = {
    HOME: folder,
    OLLAMA_HOST: host,
    OLLAMA_MODELS: join(folder, 'models'),
    OLLAMA_NUM_PARALLEL: String(slots),
  }
  // A group of its own, because a killed server leaves its runners behind. It ends with this process, whatever
  // ends that: the shell reads the end of its input.
  const child = spawn('sh', ['-c', '"$1" serve & read -r _; kill -9 0', 'sh', program], {
    detached: true,
    env: { ...process.env, ...settings },
    stdio: ['pipe', log, log],
  })
  const ended = once(child, 'close')
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error('a shell could not be started')
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
    await ended
  }
  const deadline = performance.now() + 60_000
  while ((await ollamaStatus(host)).server === null) {
    if (performance.now() > deadline) {
      await kill()
      throw new Error(
        `${program} serve does not answer at ${host}:\n${readFileSync(logPath, 'utf8').slice(-2000)}`,
      )
    }
    await pause(100)
  }
  return { host, kill }
}
