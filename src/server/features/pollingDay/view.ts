// The polling-day board as its routes answer it.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import {
  boardByArea,
  boardCounts,
  type BoardUnit,
  needsHelp,
  type PollingReport,
} from '../../../results/polling-day/board.ts';
import { pollingNeeds } from '../../../results/polling-day/events.ts';
import { listStations, pollingBoard, type StationListRequest } from '../../../results/store/polling-board.ts';
import { hoursOf, pollingHours, pollingReports } from '../../../results/store/polling-day.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { levelsOf } from '../../../results/store/unit-overview.ts';
import type { BoardAnswer, PollingReportAnswer, StationDetail, StationItem, StationsAnswer } from './schemas.ts';

export const reportView = (report: PollingReport): PollingReportAnswer => ({
  ...report,
  supersedes: report.supersedes ?? null,
});

const stationView = (one: BoardUnit, areaName: string): StationItem => ({
  unit: one.unit,
  name: one.name,
  area: one.area,
  areaName,
  phase: one.phase,
  needs: pollingNeeds.flatMap((need) => {
    const since = one.needs[need];
    return since === undefined ? [] : [{ need, since }];
  }),
  extended: one.extended,
  late: one.late ?? null,
  help: needsHelp(one),
  since: one.since ?? null,
  openedAt: one.openedAt ?? null,
  closedAt: one.closedAt ?? null,
  reports: one.reports,
  last: one.last === undefined ? null : reportView(one.last),
});

const areaNames = (ledger: Ledger, election: string): ReadonlyMap<string, string> =>
  new Map(keptReconciler(ledger, election).definition.areas.map(({ id, name }) => [id, name]));

export function stationsView(ledger: Ledger, election: string, request: StationListRequest): StationsAnswer {
  const names = areaNames(ledger, election);
  const { items, matching, all, next } = listStations(ledger, election, request);
  return {
    items: items.map((one) => stationView(one, names.get(one.area) ?? one.area)),
    matching,
    all,
    ...(next === undefined ? {} : { next }),
  };
}

/** From so long after what it tells of, a report is marked as told late. */
const toldLateMilliseconds = 30 * 60_000;

/** NOT_FOUND. */
export function stationDetail(ledger: Ledger, election: string, unit: string): StationDetail {
  const one = pollingBoard(ledger, election).find((station) => station.unit === unit);
  if (one === undefined)
    throw new PollwardenError('NOT_FOUND', `election ${election} has no unit "${unit.slice(0, 80)}"`);
  const reports = pollingReports(ledger, election, unit);
  const superseded = new Set(reports.flatMap(({ supersedes }) => supersedes ?? []));
  return {
    election,
    ...stationView(one, areaNames(ledger, election).get(one.area) ?? one.area),
    history: reports.toReversed().map((report) => ({
      ...reportView(report),
      standing: !superseded.has(report.number) && report.event !== 'withdrawn',
      toldLate: report.enteredAt - report.reportedAt >= toldLateMilliseconds,
    })),
  };
}

export function boardView(ledger: Ledger, election: string, asked: string | undefined): BoardAnswer {
  const { name, day, timeZone, areas } = keptReconciler(ledger, election).definition;
  const board = pollingBoard(ledger, election);
  const levels = levelsOf(areas);
  const level = levels.find((one) => one === asked) ?? levels[1] ?? levels[0];
  return {
    election,
    name,
    day,
    timeZone,
    ...pollingHours(ledger, election),
    ...hoursOf(ledger, election),
    now: ledger.now(),
    ...boardCounts(board),
    levels: [...levels],
    level: level ?? null,
    areas: (level === undefined ? [] : boardByArea(board, areas, level)).map((area) => ({
      ...area,
      medianAt: area.medianAt ?? null,
      lastAt: area.lastAt ?? null,
    })),
    reports: board.reduce((sum, { reports }) => sum + reports, 0),
  };
}
