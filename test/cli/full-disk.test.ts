import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { shellWord } from '../../src/commands/command-line.ts'
import { readRun } from '../../src/trace/read-run.ts'
import { command, type Ended, newFolder, runFolders, silotwin } from './silotwin.ts'
import { placeFor, traces } from './sweeps.ts'

const llm = [
  'run',
  'llm',
  '--model',
  'scripted:copy',
  '--embedder',
  'hash',
  '--agents',
  '20',
  '--steps',
  '40',
]
const gmm = ['run', 'gmm', '--agents', '30', '--steps', '400', '--replicates', '4']

/** Runs a command in a shell where no file may grow beyond so many KiB. */
function limited(kibibytes: number, args: readonly string[]): Promise<Ended> {
  const line = [process.execPath, command, ...args].map(shellWord).join(' ')
  return new Promise((resolve) => {
    execFile('bash', ['-c', `ulimit -f ${kibibytes}; ${line}`], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

/** What must hold when a disk was full: one message, nothing torn, and the same command goes on from there. */
async function checkStopped(ended: Ended, out: string, reason: RegExp, args: readonly string[]) {
  expect(ended.code).toBe(1)
  expect(ended.err.trim().split('\n')).toHaveLength(1)
  expect(ended.err).toMatch(reason)
  for (const run of runFolders(out)) {
    const { validBytes, complete } = readRun(run)
    expect(readdirSync(run).filter((name) => !['run.json', 'trace.jsonl'].includes(name))).toEqual([])
    if (complete) continue
    // No torn line at its end.
    expect(traces(run)['trace.jsonl'] ?? '').toHaveLength(validBytes)
  }
  expect(await silotwin(...args)).toMatchObject({ code: 0 })
  const whole = newFolder('whole')
  await silotwin(...args.with(-1, whole))
  expect(traces(out)).toEqual(traces(whole))
}

describe.skipIf(process.platform === 'win32')('a file that may not grow', () => {
  it.each([
    ['an LLM run', llm, 64],
    ['GMM runs on threads', gmm, 60],
  ])('stops %s cleanly; it goes on when there is room', async (_, args, kibibytes) => {
    const out = newFolder()
    const ended = await limited(kibibytes, [...args, '--out', out])
    await checkStopped(
      ended,
      out,
      /trace\.jsonl: cannot be written: the file has reached the largest size that is allowed \(EFBIG\)/,
      [...args, '--out', out],
    )
  })

  it('stops a whole sweep, as no other run could be kept either', async () => {
    const { file, out } = placeFor({
      system: ['gmm', 'llm'],
      model: 'scripted:copy',
      embedder: 'hash',
      agents: 20,
      steps: 150,
      mirror: [0.2, 0.5],
    })
    const args = ['sweep', file, '--out', out]
    await checkStopped(await limited(16, args), out, /cannot be written: .*EFBIG/, args)
  })
})

/** A small file system of its own, where the rights of the user allow to make one. */
function smallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const place = mkdtempSync(join(tmpdir(), 'silotwin-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', place], { stdio: 'ignore' })
    return place
  } catch {
    // A container without the right to mount.
    rmSync(place, { recursive: true })
    return null
  }
}

const disk = smallDisk()

describe.skipIf(disk === null)('a disk that is full', () => {
  afterEach(() => {
    execFileSync('umount', [disk ?? ''])
    rmSync(disk ?? '', { recursive: true })
  })

  it.each([['an LLM run', llm]])('stops %s cleanly; it goes on when there is room', async (_, args) => {
    const out = join(disk ?? '', 'out')
    // So much is taken that the run begins, and does not end.
    writeFileSync(join(disk ?? '', 'ballast'), Buffer.alloc(40 << 10))
    const all = [...args, '--out', out]
    const ended = await silotwin(...all)
    const more = () => execFileSync('mount', ['-o', 'remount,size=8m', disk ?? ''])
    expect(ended.err).toMatch(/the disk is full \(ENOSPC\)/)
    more()
    await checkStopped(ended, out, /trace\.jsonl: cannot be written: the disk is full \(ENOSPC\)/, all)
  })
})

describe('a folder that cannot be written to', () => {
  it('is found before a model is asked; exit code 1, one message', async () => {
    const file = newFolder('notes.txt')
    writeFileSync(file, 'not a folder')
    const ended = await silotwin(...llm, '--out', join(file, 'runs'))
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err.trim().split('\n')).toHaveLength(1)
    expect(ended.err).toMatch(/cannot be written: a part of the path is no folder \(ENOTDIR\)/)
  })

  it.skipIf(process.getuid?.() === 0)('where there is no permission', async () => {
    const out = newFolder()
    mkdirSync(out, { mode: 0o500 })
    const ended = await silotwin(...llm, '--out', out)
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no permission to write there \(EACCES\)/),
    })
    expect(readdirSync(out)).toEqual([])
    expect(basename(out)).toBe('out')
  })
})
