import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { useSaveFile } from '@shouwang/platform/ui/use-save-file.ts';
import { Link } from 'react-router';
import type { ImportReport } from '../contract.ts';
import { fileAddress } from './api.ts';

/** A file that could not be read: why, at which columns, and what to do next. Nothing of it was taken. */
export function FailureCard({ report }: { report: ImportReport }) {
  const { failure } = report;
  const save = useSaveFile();
  if (!failure) return null;
  return (
    <Card title="没有读取这份文件" note="一行也没有写入，原文件留存">
      <div className="sw-stack" style={{ gap: 12 }}>
        <Note tone="bad">{failure.detail}</Note>
        {failure.fields.length > 0 && (
          <ul className="ex-effects">
            {failure.fields.map((field) => (
              <li key={`${field.path}-${field.code}`}>{field.message}</li>
            ))}
          </ul>
        )}
        <div className="sw-row">
          <Link to={`/imports?item=${report.itemCode}&period=${report.period}`}>改好后重新上传</Link>
          <a href={fileAddress.template(report.itemCode, 'xlsx')} download>
            下载模板核对表头
          </a>
          <a href={fileAddress.original(report.id)} download onClick={save}>
            下载原文件
          </a>
        </div>
      </div>
    </Card>
  );
}
