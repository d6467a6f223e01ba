import { Command, Option } from 'commander'
import type { Audit, Share } from '../audit/audit.ts'
import { flowers } from '../llm/flowers.ts'
import { type AuditedRun, auditedRuns } from './audited-runs.ts'
import { openBackends } from './backends.ts'
import { checkMode, type Mode, wholeNumber } from './experiment-options.ts'
import { plain, print, printJson } from './output.ts'
import { runAudit } from './run-audit.ts'
import { addServingOptions, type ServingOptions, servingOf } from './serving-options.ts'

interface AuditOptions extends ServingOptions {
  readonly sample: number
  readonly seed: number
  readonly concurrency: number
  readonly mode?: Mode
  readonly json?: true
}

const shownDifferences = 3

export function auditCommand(): Command {
  const command = new Command('audit')
    .description('ask a sample of recorded calls again, and say how many answers differ; writes nothing')
    .argument('<folder>', 'runs of language models')
    .option('--sample <calls>', 'how many calls', wholeNumber('sample'), 50)
    .option('--seed <seed>', 'which calls: equal seeds draw equal samples', wholeNumber('seed'), 1)
    .option('--concurrency <calls>', 'calls in flight', wholeNumber('concurrency'), 1)
    .addOption(
      new Option('--mode <mode>', 'strict or statistical (default: as the runs were made)').choices([
        'strict',
        'statistical',
      ] satisfies Mode[]),
    )
  return addServingOptions(command)
    .option('--json', 'print what was found, call by call, as JSON')
    .action(async (folder: string, options: AuditOptions) => {
      const runs = auditedRuns(folder)
      const { concurrency } = options
      const mode = options.mode ?? (concurrency === 1 ? usualMode(runs) : 'statistical')
      checkMode({ mode, concurrency })
      const backends = openBackends({ concurrency, mode, serving: servingOf(options) })
      try {
        const audit = await runAudit(runs, options, backends)
        if (options.json) printJson({ mode, ...audit })
        else print(auditText(audit, mode))
      } finally {
        await backends.close()
      }
    })
}

/** Strict where all runs were made so. */
function usualMode(runs: readonly AuditedRun[]): Mode {
  const isStrict = ({ trace }: AuditedRun) => {
    const { calls } = trace.header.provenance
    return typeof calls === 'object' && calls !== null && 'mode' in calls && calls.mode === 'strict'
  }
  return runs.every(isStrict) ? 'strict' : 'statistical'
}

function auditText({ recorded, asked, text, silo, byPurpose, calls }: Audit, mode: Mode): string {
  const several = Object.entries(byPurpose).length > 1 ? Object.entries(byPurpose) : []
  const differing = calls.filter((call) => call.recorded.text !== call.again.text)
  const examples = differing
    .slice(0, shownDifferences)
    .flatMap((call) => [
      `  ${call.run}, t = ${call.t}, agent ${call.agent}, ${call.purpose}, seed ${call.seed}`,
      `    then: ${excerpt(call.recorded.text)} (${siloName(call.recorded.silo)})`,
      `    now:  ${excerpt(call.again.text)} (${siloName(call.again.silo)})`,
    ])
  return [
    `${asked} of ${recorded} recorded calls asked again, ${mode}`,
    `another text: ${shareText(text)}`,
    ...several.map(([purpose, share]) => `  ${purpose}: ${shareText(share)}`),
    `another silo: ${shareText(silo)}`,
    ...examples,
    meaning(text, silo, mode),
  ].join('\n')
}

function shareText({ differ, of, share, interval }: Share): string {
  if (share === null || interval === null) return 'no such calls in the sample'
  const [low, high] = interval
  return `${differ} of ${of}, ${percent(share)} (95 % interval ${percent(low)} to ${percent(high)})`
}

/** What the numbers say to somebody who has to decide what to claim. */
function meaning(text: Share, silo: Share, mode: Mode): string {
  if (text.differ === 0) {
    const most = percent(text.interval?.[1] ?? 1)
    return `The model repeats itself: no difference found; up to ${most} of all calls may still differ.`
  }
  const reach =
    silo.differ === 0
      ? 'No silo changed by it in this sample.'
      : 'Silos are among what changed: read single runs as one draw of many.'
  return mode === 'strict'
    ? `A strict run is expected to differ nowhere: this server does not repeat itself. ${reach}`
    : `The model does not repeat itself, as is usual with several calls at once: claim distributions, not single runs. ${reach}`
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const siloName = (silo: number | null) => (silo === null ? 'no silo' : flowers[silo])

function excerpt(text: string): string {
  const line = plain(text)
  return line.length <= 90 ? line : `${line.slice(0, 90)}…`
}
