import { harnessSeconds } from './harness.ts'
for (const k of [29, 29, 5]) {
  const { run, command, least } = await harnessSeconds(30, 40, k)
  process.stdout.write(`${k} ${run} ${command} ${least} ${run / least} ${command/least}\n`)
}
