import { expect, it } from 'vitest'
import { defaultPatience } from '../../src/adapters/patiently.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { serverNotices } from '../../src/commands/server-notices.ts'

const call = { t: 0, agent: 0, purpose: 'answer', question: 0, attempt: 0 } as const
const down = new TransientError('nobody answers at box:1', { kind: 'down' })
const broken = new TransientError('the stream of box:1 broke')

it('says that a server is waited for, now and then how long, and when it is over', () => {
  const said: string[] = []
  let now = 0
  const notices = serverNotices(
    (text) => said.push(text),
    defaultPatience,
    () => now,
  )
  const fault = () => notices.onTrouble({ kind: 'fault', call, fault: down, failures: 1 })
  for (; now < 70_000; now += 1000) fault()
  notices.onTrouble({ kind: 'passed', call, failures: 70, seconds: 70 })
  notices.onTrouble({ kind: 'passed', call, failures: 70, seconds: 70 })
  expect(said).toEqual([
    'nobody answers at box:1; waiting for it, up to 10 min 00 s',
    'still waiting, for 30 s: nobody answers at box:1',
    'still waiting, for 1 min 00 s: nobody answers at box:1',
    'the model is answering again, after 1 min 10 s; nothing was lost',
  ])
  now = 200_000
  notices.onFault(down)
  expect(said).toHaveLength(5)
})

it('counts answers that are asked for again, and does not speak of each', () => {
  const said: string[] = []
  let now = 0
  const notices = serverNotices(
    (text) => said.push(text),
    defaultPatience,
    () => now,
  )
  for (; now < 40_000; now += 1000) notices.onFault(broken)
  notices.onTrouble({ kind: 'passed', call, failures: 1, seconds: 1 })
  expect(said).toEqual([
    'the stream of box:1 broke; it is asked for again',
    '31 answers so far had to be asked for again; the last: the stream of box:1 broke',
  ])
})
