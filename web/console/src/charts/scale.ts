// Scales and ticks: those of the offline report.
export {
  linear,
  logarithmic,
  type Scale,
  tenth,
  ticks,
  timeTicks,
} from '../../../../src/detect/coordination/report/scale.ts';
