#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { softwareVersions } from './adapters/provenance.ts'
import { auditCommand } from './commands/audit.ts'
import { compareCommand } from './commands/compare.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { metricsCommand } from './commands/metrics.ts'
import { modelsCommand } from './commands/models.ts'
import { plain, say } from './commands/output.ts'
import { pairCommand } from './commands/pair.ts'
import { planCommand } from './commands/plan.ts'
import { reportCommand } from './commands/report.ts'
import { reproduceCommand } from './commands/reproduce.ts'
import { runCommand } from './commands/run.ts'
import { sweepCommand } from './commands/sweep.ts'
import { theoryCommand } from './commands/theory.ts'
import { InputError, messageOf } from './core/errors.ts'

const exitCodes = { failed: 1, invalidInput: 2 } as const

const program = new Command('silotwin')
  .description('Language-model agents and their Gaussian-mixture twins on one random schedule')
  .version(softwareVersions().silotwin)
for (const command of [
  pairCommand(),
  runCommand(),
  sweepCommand(),
  planCommand(),
  importCommand(),
  metricsCommand(),
  compareCommand(),
  reportCommand(),
  auditCommand(),
  reproduceCommand(),
  exportCommand(),
  modelsCommand(),
  theoryCommand(),
  doctorCommand(),
]) {
  program.addCommand(command)
}

/** Commander ends the process by itself unless every command is told to throw. */
function throwing(command: Command): void {
  command.exitOverride()
  command.commands.forEach(throwing)
}
throwing(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // It has already said what was wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.invalidInput
  } else {
    // A server's or a file's own words may be in it.
    say(plain(messageOf(error)))
    process.exitCode = error instanceof InputError ? exitCodes.invalidInput : exitCodes.failed
  }
}
