import { Card } from '@shouwang/platform/ui/Card.tsx';
import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { uploadTo } from '@shouwang/platform/ui/upload.ts';
import { App, Select } from 'antd';
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { type ExchangeItem, MAX_FILE_BYTES, type Uploaded } from '../contract.ts';
import { fileAddress, useAfterUpload } from './api.ts';
import { monthChoices, monthWords } from './words.ts';

export type UploadCardProps = {
  items: readonly ExchangeItem[];
  code: string;
  period: string;
  today: string;
  onCode: (code: string) => void;
  onPeriod: (period: string) => void;
};

/** Hands in one file: item and month are chosen first, then the file; the report opens at once. */
export function UploadCard({ items, code, period, today, onCode, onPeriod }: UploadCardProps) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useAfterUpload();
  const ids = { item: useId(), period: useId() };
  const item = items.find((one) => one.code === code) ?? items[0];
  if (!item) return null;
  const done = ({ existing, batch }: Uploaded) => {
    refresh();
    if (existing) message.info(`这份文件已经收到过（${batch.batchNo}），没有重复导入`);
    void navigate(`/imports/${batch.id}`);
  };
  return (
    <Card title="上传文件" note={`${item.departmentName}`}>
      <div className="sw-stack" style={{ gap: 12 }}>
        <div className="ex-pick">
          <label htmlFor={ids.item}>数据项</label>
          <Select
            id={ids.item}
            value={item.code}
            onChange={onCode}
            options={items.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))}
          />
          <label htmlFor={ids.period}>所属期</label>
          <Select id={ids.period} value={period} onChange={onPeriod} options={monthChoices(today)} />
        </div>
        <FileDrop<Uploaded>
          key={`${item.code}-${period}`}
          label={`把 ${item.code} ${monthWords(period)} 期的文件拖到这里`}
          hint="或点这里选；CSV（UTF-8、GB18030）或 xlsx，最多 256 MB"
          accept=".csv,.txt,.xlsx"
          maxBytes={MAX_FILE_BYTES}
          upload={uploadTo<Uploaded>(fileAddress.upload, { item: item.code, period })}
          onDone={done}
        />
        {item.batch && item.standing === 'arrived' && (
          <Note tone="gold">
            本期已入库一份（{item.batch.batchNo}）。再传一份会整份替代它，请传完整文件，不要只传改好的几行。
          </Note>
        )}
        <div className="sw-row ex-template">
          <span className="sw-note">模板第 {item.template} 版</span>
          <a href={fileAddress.template(item.code, 'xlsx')} download>
            下载 xlsx
          </a>
          <a href={fileAddress.template(item.code, 'csv')} download>
            下载 CSV
          </a>
        </div>
        <FieldList item={item} />
      </div>
    </Card>
  );
}

function FieldList({ item }: { item: ExchangeItem }) {
  return (
    <details className="ex-fields">
      <summary>要填的 {item.fields.length} 列</summary>
      <dl>
        {item.fields.map((field) => (
          <div key={field.header}>
            <dt>
              {field.header}
              <span className="sw-note">
                {field.required ? '必填' : '选填'}
                {field.unit ? ` · ${field.unit}` : ''}
              </span>
            </dt>
            <dd>{field.help}</dd>
          </div>
        ))}
      </dl>
      <p className="sw-note">依据：{item.basis}</p>
    </details>
  );
}
