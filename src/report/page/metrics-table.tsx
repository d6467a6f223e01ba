import type { TimeTo } from '../../core/silo-path.ts'
import type { SeriesName } from '../cell.ts'
import type { MeasuredRun, ReportCell } from '../cells.ts'
import { mean } from '../curves.ts'
import { cellName, decimal, timeTo, whole } from '../format.ts'
import { TableFrame } from './table-frame.tsx'

/** The metrics of every run of a cell. */
export function MetricsTable({ cell }: { cell: ReportCell }) {
  return (
    <TableFrame kind="metrics" name={`Metrics of each run, ${cellName(cell)}`}>
      <table data-sortable>
        <caption>
          Effective silos: exp of the entropy of the silo shares, at the last time. t*: from when on there is
          one silo. Pattern: of the last ten steps.
        </caption>
        <thead>
          <tr>
            <th scope="col">System</th>
            <Head>Replicate</Head>
            <Head>Final silos</Head>
            <Head>Effective silos</Head>
            <Head>t*</Head>
            <Head>Last change</Head>
            <th scope="col">Pattern</th>
            <Head>Mean stability</Head>
            <Head>Faults</Head>
          </tr>
        </thead>
        <tbody>
          {cell.ensembles.flatMap(({ series, runs }) =>
            runs.map((run) => <Row key={run.metrics.run} series={series} run={run} />),
          )}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" class="number">
      {children}
    </th>
  )
}

function Row({ series, run: { run, path, metrics } }: { series: SeriesName; run: MeasuredRun }) {
  const last = path.length - 1
  return (
    <tr data-replicate={metrics.replicate}>
      <th scope="row">
        {series.label}
        {run.complete ? null : <span class="fault"> incomplete, to t = {last}</span>}
      </th>
      <td class="number">{metrics.replicate}</td>
      <td class="number">{whole(metrics.siloCount[last])}</td>
      <td class="number">{decimal(metrics.effectiveSilos[last], 2)}</td>
      <td class="number" data-sort={sortedTime(metrics.convergence)}>
        {timeTo(metrics.convergence)}
      </td>
      <td class="number" data-sort={metrics.lastChange ?? ''}>
        {metrics.lastChange === null ? 'none' : metrics.lastChange}
      </td>
      <td>{metrics.pattern}</td>
      <td class="number">{decimal(mean(metrics.stability), 3)}</td>
      <td class="number">{whole(metrics.faults)}</td>
    </tr>
  )
}

/** A censored time comes after the time up to which it is known. */
function sortedTime(time: TimeTo): number {
  return 'at' in time ? time.at : time.notBy + 0.5
}
