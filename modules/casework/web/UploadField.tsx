import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { MAX_DOCUMENT_BYTES } from '../../evidence/contract.ts';
import type { StepCode } from '../contract.ts';
import { uploadToCase } from './api.ts';

export type UploadFieldProps = {
  caseId: string;
  step: StepCode;
  kind: 'photo' | 'scan';
  many: boolean;
  label: string;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
};

/** Photographs or scans of a step; the value is their ids, so that nothing uploaded is lost when the form is sent again. */
export function UploadField({ caseId, step, kind, many, label, value, onChange }: UploadFieldProps) {
  const ids = Array.isArray(value) ? value : value ? [value] : [];
  return (
    <div className="sw-stack" style={{ gap: 4 }}>
      <FileDrop<{ id: string }>
        label={label}
        accept=".jpg,.jpeg,.png,.pdf"
        maxBytes={MAX_DOCUMENT_BYTES}
        multiple={many}
        upload={uploadToCase(caseId, step, kind)}
        onDone={({ id }) => onChange?.(many ? [...ids, id] : id)}
      />
      {ids.length > 0 && <span className="sw-note">已上传 {ids.length} 份</span>}
    </div>
  );
}
