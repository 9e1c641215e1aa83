import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { fileSize } from '@shouwang/platform/ui/file-rules.ts';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { type Step, StepTrack } from '@shouwang/platform/ui/StepTrack.tsx';
import { FileSpreadsheet } from 'lucide-react';
import { type ImportReport, STATE_NAMES } from '../contract.ts';
import { ENCODING_WORDS, monthWords, STATE_KINDS, shortHash } from './words.ts';

function steps(report: ImportReport): Step[] {
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  return report.progress.steps.map((step) => ({
    key: step.code,
    title: step.name,
    state:
      step.code === 'held'
        ? 'current'
        : report.state === 'failed' && step === report.progress.steps.at(-1) && step.code !== 'received'
          ? 'failed'
          : 'done',
    when: step.note || time.format(new Date(step.at)),
  }));
}

/** The file: name, state, what it is, when it came, from whom, and the stages it went through. */
export function ReportHead({ report }: { report: ImportReport }) {
  const facts = [
    { label: '数据项', value: report.itemCode },
    { label: '所属期', value: monthWords(report.period) },
    { label: '大小', value: fileSize(report.fileSize) },
    { label: '上报', value: report.uploadedBy },
    { label: '到达', value: formatDate(report.receivedAt, 'minute') },
    { label: '模板', value: `第 ${report.template} 版` },
    ...(report.encoding
      ? [{ label: '格式', value: `${ENCODING_WORDS[report.encoding]}，表头在第 ${report.headerRow} 行` }]
      : []),
    ...(report.dataDate ? [{ label: '数据截至', value: report.dataDate }] : []),
    { label: 'SM3', value: <span className="sw-mono">{shortHash(report.fileHash)}</span> },
  ];
  return (
    <section className="ex-head" aria-label="文件">
      <div className="ex-head-file">
        <span className="ex-head-icon">
          <Icon of={FileSpreadsheet} size={20} />
        </span>
        <div>
          <div className="sw-row" style={{ gap: 8 }}>
            <h2>{report.fileName}</h2>
            <StatusTag kind={STATE_KINDS[report.state]}>{STATE_NAMES[report.state]}</StatusTag>
            {report.warnings > 0 && <StatusTag kind="policy">提醒 {report.warnings} 项</StatusTag>}
            {report.state === 'accepted' && !report.inForce && <StatusTag kind="neutral">已被后一份替代</StatusTag>}
            {report.confirmedBy && <span className="sw-note">由 {report.confirmedBy} 确认</span>}
          </div>
          <Facts look="line" facts={facts} />
        </div>
      </div>
      <div className="ex-head-steps">
        <StepTrack label="导入步骤" look="row" steps={steps(report)} />
      </div>
    </section>
  );
}
