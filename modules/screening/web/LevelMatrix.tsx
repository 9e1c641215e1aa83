import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Matrix } from '@shouwang/platform/ui/Matrix.tsx';
import type { SimulationView } from '../contract.simulation.ts';
import { levelWord } from './simulation-words.ts';

const LEVELS = ['1', '2', '3', '4', 'undecided'];

/** Households by level before (rows) and after (columns); what stays as it is stands on the diagonal. */
export function LevelMatrix({ view, link }: { view: SimulationView; link?: ((list: string) => string) | undefined }) {
  const found = new Map(view.matrix.map(({ from, to, households }) => [`${from} ${to}`, households]));
  const stays = view.matrix.filter(({ from, to }) => from === to).reduce((sum, { households }) => sum + households, 0);
  return (
    <Card
      className="sim-matrix"
      title="等级变动"
      note={`行是筛查时，列是测算后；${(view.effect.households - stays).toLocaleString('zh-CN')} 户有变动`}
    >
      <Matrix
        label="等级变动"
        sumTitle="测算后"
        rows={LEVELS.map((key) => ({ key, title: levelWord(key) }))}
        columns={LEVELS.map((key) => ({ key, title: levelWord(key) }))}
        cell={(row, column) => {
          const households = found.get(`${row.key} ${column.key}`) ?? 0;
          // What stays would drown what moves: it is told by its own row of the levels.
          const isList = households > 0 && !(row.key === '4' && column.key === '4');
          return { value: households, to: isList ? link?.(`level~${row.key}~${column.key}`) : undefined };
        }}
      />
    </Card>
  );
}
