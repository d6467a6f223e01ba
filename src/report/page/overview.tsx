import type { ReportCell, ReportEnsemble } from '../cells.ts'
import { mean } from '../curves.ts'
import type { DrawnReport } from '../draw-report.ts'
import { cellName, decimal, number, whole } from '../format.ts'
import { FigureView } from './figure-view.tsx'
import { TableFrame } from './table-frame.tsx'

/** What there is of all cells together; nothing where there is one cell. */
export function Overview({ report }: { report: DrawnReport }) {
  if (report.cells.length < 2) return null
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">All cells</h2>
      {report.overview.map((figure) => (
        <FigureView key={figure.id} figure={figure} place="overview" />
      ))}
      <h3>Ensembles</h3>
      <TableFrame kind="ensembles" name="Ensembles of all cells">
        <table data-sortable>
          <caption>
            Means over the runs of a system in a cell, at the last time of each. One silo: runs in which one
            silo is left. Mean stability: over all times.
          </caption>
          <thead>
            <tr>
              <th scope="col">Cell</th>
              <th scope="col">System</th>
              {['Runs', 'Silos', 'Effective silos', 'One silo', 'Mean stability', 'Faults'].map((name) => (
                <th scope="col" class="number" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.cells.flatMap((cell, place) =>
              cell.ensembles.map((ensemble) => (
                <Row
                  key={`${cell.id} ${ensemble.series.key}`}
                  cell={cell}
                  place={place}
                  ensemble={ensemble}
                />
              )),
            )}
          </tbody>
        </table>
      </TableFrame>
    </section>
  )
}

function Row({ cell, place, ensemble }: { cell: ReportCell; place: number; ensemble: ReportEnsemble }) {
  const { series, runs } = ensemble
  const metrics = runs.map((run) => run.metrics)
  const silos = metrics.map(({ siloCount }) => siloCount[siloCount.length - 1])
  const effective = metrics.map(({ effectiveSilos }) => effectiveSilos.at(-1) ?? null)
  const stabilities = metrics.map(({ stability }) => mean(stability))
  return (
    <tr>
      <th scope="row" data-sort={place}>
        <a href={`#${cell.id}`} aria-label={`${cellName(cell)}, ${series.label}`}>
          p = {number(cell.mirror)}, k = {cell.neighbors}
        </a>
      </th>
      <td>{series.label}</td>
      <td class="number">{whole(runs.length)}</td>
      <td class="number">{decimal(mean(silos), 2)}</td>
      <td class="number">{decimal(mean(effective.filter(isKnown)), 2)}</td>
      <td class="number">{whole(silos.filter((count) => count === 1).length)}</td>
      <td class="number">{decimal(mean(stabilities.filter(isKnown)), 3)}</td>
      <td class="number">{whole(metrics.reduce((sum, { faults }) => sum + faults, 0))}</td>
    </tr>
  )
}

const isKnown = (value: number | null): value is number => value !== null
