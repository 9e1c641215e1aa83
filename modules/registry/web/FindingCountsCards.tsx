import { BarRows } from '@shouwang/platform/ui/BarRows.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import type { FindingCounts } from '../contract.ts';
import './findings.css';

export type FindingCountsCardsProps = {
  counts: FindingCounts;
  /** The address of this page with some of its filters set. */
  linkTo: (change: Record<string, string>) => string;
  loading: boolean;
};

/** Rules and places that are shown; the filter above the list and the place at the top of the page name all of them. */
const MOST = 8;

/** How many findings there are: in all, by rule, by the places right below. Every figure opens its list. */
export function FindingCountsCards({ counts, linkTo, loading }: FindingCountsCardsProps) {
  const all = ({ errors, warnings }: { errors: number; warnings: number }) => errors + warnings;
  const places = counts.byArea.toSorted((one, other) => all(other) - all(one));
  return (
    <>
      <StatStrip
        loading={loading}
        figures={[
          {
            label: '错误',
            value: count(counts.errors),
            unit: '条',
            note: '不处理，镇不能同意纳入监测',
            definition: '按核验规则判为错误、没有豁免的问题',
            to: linkTo({ severity: 'error', rule: '' }),
          },
          {
            label: '提醒',
            value: count(counts.warnings),
            unit: '条',
            note: '请核对，不影响办理',
            definition: '按核验规则判为提醒、没有豁免的问题',
            to: linkTo({ severity: 'warn', rule: '' }),
          },
          {
            label: '涉及农户',
            value: count(counts.households),
            unit: '户',
            note: '至少有一条问题',
            definition: '至少有一条没有豁免的错误或提醒的在册农户',
          },
        ]}
      />
      <div
        className={counts.byArea.length > 0 ? 'sw-split-6-6 sw-split-stretch reg-findings' : 'sw-stack reg-findings'}
      >
        <Card
          title="按规则"
          note={counts.byRule.length > MOST ? `最多的 ${MOST} 条，共 ${counts.byRule.length} 条` : '从多到少'}
        >
          <BarRows
            label="各规则的问题数"
            rows={counts.byRule.slice(0, MOST).map(({ rule, message, findings }) => ({
              key: rule,
              label: message,
              value: findings,
              to: linkTo({ rule, severity: '' }),
            }))}
          />
        </Card>
        {places.length > 0 && (
          <Card
            title="按地方"
            note={
              places.length > MOST ? `最多的 ${MOST} 个，共 ${places.length} 个` : '错误和提醒合计；点数字只看这个地方'
            }
          >
            <BarRows
              label="各地方的问题数"
              rows={places.slice(0, MOST).map(({ area, name, errors, warnings, households }) => ({
                key: area,
                label: name,
                note: `${count(households)} 户`,
                value: errors + warnings,
                to: linkTo({ area }),
              }))}
            />
          </Card>
        )}
      </div>
    </>
  );
}
