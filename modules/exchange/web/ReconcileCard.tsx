import { Card } from '@shouwang/platform/ui/Card.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useSaveFile } from '@shouwang/platform/ui/use-save-file.ts';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import type { ImportReport } from '../contract.ts';
import { fileAddress } from './api.ts';
import { rate } from './words.ts';

type TermProps = {
  label: string;
  value: number;
  share?: string | null;
  sign?: string;
  dot?: string;
  to?: string;
  download?: boolean;
};

function Term({ label, value, share, sign, dot, to, download }: TermProps) {
  const save = useSaveFile();
  const number = <b>{count(value)}</b>;
  return (
    <div className="ex-term">
      {sign && (
        <span className="ex-sign" aria-hidden="true">
          {sign}
        </span>
      )}
      <span className="ex-term-label">
        {dot && <i className={`ex-dot ex-dot-${dot}`} aria-hidden="true" />}
        {label}
      </span>
      <span className="ex-term-value">
        {to && value > 0 ? (
          <a
            className="sw-opens"
            href={to}
            {...(download ? { download: true, onClick: save } : {})}
            aria-label={`${label} ${count(value)} 行，打开`}
          >
            {number}
          </a>
        ) : (
          number
        )}
        {share && <span className="sw-note">{share}</span>}
      </span>
    </div>
  );
}

/** Received = accepted + rejected, accepted = matched + unmatched: nothing is lost. Figures with a list behind them open it. */
export function ReconcileCard({ report }: { report: ImportReport }) {
  const { rowsIn, rowsAccepted, rowsRejected, rowsMatched, rowsUnmatched } = report;
  if (
    rowsIn === null ||
    rowsAccepted === null ||
    rowsRejected === null ||
    rowsMatched === null ||
    rowsUnmatched === null
  )
    return null;
  const even = rowsIn === rowsAccepted + rowsRejected && rowsAccepted === rowsMatched + rowsUnmatched;
  const blank = report.report?.blankRows ?? 0;
  return (
    <Card
      title="行数对账"
      note={blank > 0 ? `另有 ${count(blank)} 个空行，不计` : '带点线的数能点开'}
      extra={<StatusTag kind={even ? 'ok' : 'bad'}>{even ? '平' : '不平'}</StatusTag>}
    >
      <div className="sw-stack" style={{ gap: 12 }}>
        <div className="ex-equation">
          <Term label="收到" value={rowsIn} to={fileAddress.original(report.id)} download />
          <Term sign="=" label="接受" value={rowsAccepted} share={rate(rowsAccepted, rowsIn)} dot="green" />
          <Term
            sign="+"
            label="拒收"
            value={rowsRejected}
            share={rate(rowsRejected, rowsIn)}
            dot="red"
            to="#rejected"
          />
        </div>
        <WordsBar
          label="收到的行"
          words={false}
          parts={[
            { key: 'accepted', label: '接受', value: rowsAccepted, tone: 'green1' },
            { key: 'rejected', label: '拒收', value: rowsRejected, tone: 'red' },
          ]}
        />
        <div className="ex-inner">
          <div className="ex-equation">
            <Term label="接受" value={rowsAccepted} />
            <Term sign="=" label="匹配到户" value={rowsMatched} share={rate(rowsMatched, rowsAccepted)} dot="green2" />
            <Term
              sign="+"
              label="未匹配，人工核"
              value={rowsUnmatched}
              share={rate(rowsUnmatched, rowsAccepted)}
              dot="yellow"
              to="#unmatched"
            />
          </div>
          <WordsBar
            label="接受的行"
            words={false}
            parts={[
              { key: 'matched', label: '匹配到户', value: rowsMatched, tone: 'green2' },
              { key: 'unmatched', label: '未匹配', value: rowsUnmatched, tone: 'yellow' },
            ]}
          />
        </div>
      </div>
    </Card>
  );
}
